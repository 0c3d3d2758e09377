"""A vocabulary small enough to read, for the tests of coding."""

from matching.vocabulary import Concept, Label, Vocabulary

OCCUPATIONS = {
    "welder": ("7212", {"en": "Welder", "fr": "Soudeur", "nl": "Lasser", "ar": "لحام", "ckb": "لەحیمچی"}),
    "barber": ("5141", {"en": "Barber", "fr": "Coiffeur pour hommes", "nl": "Kapper", "ar": "حلاق", "ckb": "سەرتاش"}),
    "nurse": ("2221", {"en": "Nurse", "fr": "Infirmier", "nl": "Verpleegkundige", "ar": "ممرض", "ckb": "پەرستار"}),
    "electrician": ("7411", {"en": "Electrician", "fr": "Électricien", "nl": "Elektricien", "ar": "كهربائي"}),
    "truck-driver": ("8332", {"en": "Truck driver", "fr": "Chauffeur routier", "nl": "Vrachtwagenchauffeur"}),
    "cook": ("5120", {"en": "Cook", "fr": "Cuisinier", "nl": "Kok", "ar": "طباخ", "kmr": "Aşpêj"}),
    "salesperson": ("5223", {"en": "Shop salesperson", "fr": "Vendeur en magasin", "nl": "Verkoper", "ar": "بائع"}),
    "teacher": ("2341", {"en": "Primary school teacher", "fr": "Instituteur", "nl": "Onderwijzer", "ar": "معلم"}),
}
SKILLS = {
    "arc-welding": {"en": "arc welding", "fr": "soudage à l'arc", "ar": "لحام كهربائي"},
    "forklift-driving": {"en": "forklift driving", "fr": "conduite de chariot élévateur", "nl": "heftruck rijden"},
    "health-and-safety": {"en": "health and safety", "fr": "santé et sécurité au travail"},
    "spreadsheets": {"en": "spreadsheets", "fr": "tableurs", "nl": "rekenbladen"},
    "haircutting": {"en": "haircutting", "fr": "coupe de cheveux", "ar": "قص الشعر"},
}
VARIANTS = [
    ("occupation:welder", "fr", "Soudeuse"), ("occupation:barber", "kmr", "Berber"),
    ("occupation:barber", "fr", "Barbier"),
    ("occupation:truck-driver", "en", "Lorry driver"), ("occupation:truck-driver", "en", "HGV driver"),
    ("occupation:nurse", "fr", "Infirmière"), ("occupation:salesperson", "nl", "Verkoopster"),
    ("skill:spreadsheets", "en", "Excel"),
]  # fmt: skip


def small_vocabulary():
    """Eight occupations and five skills in up to six languages."""
    occupations = [Concept(f"occupation:{k}", "occupation", names, isco) for k, (isco, names) in OCCUPATIONS.items()]
    skills = [Concept(f"skill:{k}", "skill", names) for k, names in SKILLS.items()]
    concepts = {concept.key: concept for concept in occupations + skills}
    return Vocabulary(
        concepts,
        [Label(*row) for row in VARIANTS],
        [("occupation:welder", "skill:arc-welding", "essential")],
        [("skill:arc-welding", "skill:forklift-driving", 0.6)],
    )
