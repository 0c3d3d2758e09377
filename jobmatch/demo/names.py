"""Invented people: usual given and family names of the region, put together by chance."""

from random import Random

MEN = """Azad ئازاد|Karwan کاروان|Rebin ڕێبین|Soran سۆران|Hiwa هیوا|Dara دارا|Sherko شێرکۆ|Rawand ڕەوەند|Aram ئارام
Zana زانا|Hemin هێمن|Goran گۆران|Bakhtiar بەختیار|Diyar دیار|Shwan شوان|Kawa کاوە|Rebwar ڕێبوار|Nawzad نەوزاد
Sarkawt سەرکەوت|Barzan بارزان|Dilshad دڵشاد|Farhad فەرهاد|Hawkar هاوکار|Jamal جەمال|Khalid خالید|Mohammed محەمەد
Ahmed ئەحمەد|Ali عەلی|Omar عومەر|Ibrahim ئیبراهیم|Yousif یوسف|Hassan حەسەن|Hussein حوسێن|Mustafa مستەفا
Mahmood مەحمود|Ismail ئیسماعیل|Salam سەلام|Peshraw پێشڕەو|Sirwan سیروان|Twana توانا|Zirek زیرەک|Nechir نێچیر
Rizgar ڕزگار|Shivan شڤان|Hogir هۆگر|Renas ڕێناس|Serbest سەربەست|Araz ئاراز|Bilal بیلال|Yasin یاسین"""
WOMEN = """Shilan شیلان|Nasrin نەسرین|Runak ڕووناک|Avin ئەڤین|Bahar بەهار|Chnar چنار|Dilnia دڵنیا|Hana هانا|Jwan جوان
Kazhal کەژاڵ|Lana لانا|Media میدیا|Nian نیان|Parwin پەروین|Rezan ڕێزان|Sazan سازان|Shno شنۆ|Tara تارا|Vian ڤیان
Zhian ژیان|Fatima فاتیمە|Maryam مەریەم|Zainab زەینەب|Aisha عائیشە|Khadija خەدیجە|Amina ئامینە|Snur سنوور|Hero هێرۆ
Sozan سۆزان|Berivan بێریڤان|Zozan زۆزان|Gulistan گوڵستان|Rojin ڕۆژین|Narmin نەرمین|Tavga تاڤگە|Sara سارا"""
FAMILIES = """Karim کەریم|Rashid ڕەشید|Salih ساڵح|Aziz عەزیز|Mirza میرزا|Qadir قادر|Hamid حەمید|Jalal جەلال|Sadiq سادق
Rasul ڕەسوڵ|Faraj فەرەج|Latif لەتیف|Taha تەها|Abdullah عەبدوڵڵا|Haji حاجی|Osman عوسمان|Hama حەمە|Nuri نوری|Majid مەجید
Tahir تاهیر|Sharif شەریف|Wali وەلی|Zebari زێباری|Doski دۆسکی|Mizuri مزووری|Jaf جاف|Surchi سورچی|Khoshnaw خۆشناو
Hawrami هەورامی|Bradosti برادۆستی|Sindi سندی|Shekhani شێخانی|Akreyi ئاکرەیی|Amedi ئامێدی|Koyi کۆیی|Garmiani گەرمیانی"""

OTHER_SPELLINGS = (
    ("Mohammed", "Muhamad"), ("Ahmed", "Ehmed"), ("Yousif", "Yusuf"), ("Hussein", "Hosain"), ("Karim", "Kareem"),
    ("Rashid", "Rasheed"), ("Omar", "Umar"), ("Sherko", "Shirko"), ("Khalid", "Xalid"), ("Qadir", "Kadir"),
    ("Fatima", "Fatma"), ("Maryam", "Meryem"), ("Shilan", "Şîlan"), ("Abdullah", "Abdulla"), ("Salih", "Saleh"),
    ("ou", "u"), ("i", "ee"), ("a", "e"),
)  # fmt: skip


def pairs(table: str) -> list[tuple[str, str]]:
    """(Latin, native) of each name of a table."""
    written = [entry.strip() for line in table.splitlines() for entry in line.split("|")]
    return [(latin, native) for latin, native in (entry.split() for entry in written)]


MALE, FEMALE, FAMILY = pairs(MEN), pairs(WOMEN), pairs(FAMILIES)


def full_name(rng: Random, female: bool) -> tuple[str, str]:
    """A name in Latin and in native script: the person's, the father's, and the family's."""
    parts = (rng.choice(FEMALE if female else MALE), rng.choice(MALE), rng.choice(FAMILY))
    return " ".join(part[0] for part in parts), " ".join(part[1] for part in parts)


def spelt_otherwise(name: str) -> str:
    """The same name as another paper transliterates it."""
    for written, other in OTHER_SPELLINGS:
        if written in name:
            return name.replace(written, other, 1)
    return name + " H."
