"""What the demo's people do and its businesses look for, by the vocabulary's occupations."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trade:
    """One occupation: how common it is, who does it, what it pays a month in US dollars, and where."""

    occupation: str
    share: int
    women: float
    pay: tuple[int, int]
    education: int
    sector: str  # ISIC section
    languages: tuple[tuple[str, int], ...] = ()
    licence: str | None = None
    hazardous: bool = False

    @property
    def concept(self) -> str:
        """The vocabulary's key."""
        return f"occupation:{self.occupation}"


TRADES = (
    Trade("welder", 6, 0.02, (500, 800), 2, "C", hazardous=True),
    Trade("electrician", 6, 0.03, (500, 850), 3, "F", licence="electrician"),
    Trade("plumber", 5, 0.0, (450, 750), 2, "F"),
    Trade("car-mechanic", 6, 0.02, (400, 750), 2, "G"),
    Trade("ac-technician", 4, 0.0, (450, 800), 3, "F"),
    Trade("carpenter", 4, 0.0, (450, 700), 2, "C"),
    Trade("painter", 4, 0.02, (400, 650), 1, "F"),
    Trade("tiler", 4, 0.0, (450, 750), 1, "F"),
    Trade("mason", 4, 0.0, (450, 700), 1, "F", hazardous=True),
    Trade("solar-panel-installer", 3, 0.05, (500, 850), 3, "D"),
    Trade("phone-repairer", 4, 0.1, (350, 650), 3, "G"),
    Trade("tailor", 4, 0.55, (300, 550), 2, "C"),
    Trade("womens-hairdresser", 5, 1.0, (300, 600), 2, "S"),
    Trade("barber", 5, 0.0, (300, 600), 1, "S"),
    Trade("cook", 7, 0.35, (350, 650), 2, "I", licence="health-card"),
    Trade("waiter", 6, 0.2, (300, 500), 2, "I"),
    Trade("baker", 4, 0.1, (350, 550), 1, "C", licence="health-card"),
    Trade("hotel-housekeeper", 3, 0.6, (300, 450), 2, "I"),
    Trade("hotel-receptionist", 3, 0.45, (400, 650), 3, "I", (("eng", 4), ("ara", 4))),
    Trade("truck-driver", 5, 0.0, (500, 850), 2, "H", licence="driving-c"),
    Trade("taxi-driver", 4, 0.0, (350, 600), 2, "H", licence="driving-b"),
    Trade("delivery-van-driver", 4, 0.02, (350, 550), 2, "H", licence="driving-b"),
    Trade("forklift-driver", 3, 0.0, (400, 600), 2, "H", licence="forklift"),
    Trade("warehouse-worker", 6, 0.1, (300, 500), 2, "H"),
    Trade("excavator-operator", 2, 0.0, (600, 950), 2, "F", licence="excavator", hazardous=True),
    Trade("construction-labourer", 7, 0.0, (300, 500), 1, "F", hazardous=True),
    Trade("farm-labourer", 5, 0.25, (250, 400), 1, "A"),
    Trade("greenhouse-grower", 3, 0.3, (350, 550), 2, "A"),
    Trade("cleaner", 6, 0.65, (250, 400), 1, "N"),
    Trade("security-guard", 5, 0.05, (350, 500), 2, "N"),
    Trade("shop-assistant", 7, 0.4, (300, 450), 3, "G"),
    Trade("cashier", 4, 0.55, (300, 450), 3, "G"),
    Trade("sales-representative", 4, 0.25, (450, 850), 3, "G", (("ara", 4),)),
    Trade("call-centre-agent", 3, 0.55, (400, 600), 3, "J", (("eng", 3),)),
    Trade("administrative-assistant", 5, 0.6, (450, 700), 6, "N", (("eng", 3),)),
    Trade("assistant-accountant", 4, 0.5, (450, 750), 5, "M"),
    Trade("accountant", 4, 0.4, (600, 1100), 6, "M", (("eng", 3),)),
    Trade("it-support-technician", 4, 0.2, (550, 900), 5, "J", (("eng", 4),)),
    Trade("web-developer", 3, 0.25, (700, 1400), 6, "J", (("eng", 4),)),
    Trade("graphic-designer", 3, 0.45, (450, 900), 5, "J"),
    Trade("translator", 3, 0.5, (500, 900), 6, "M", (("eng", 5), ("ara", 5))),
    Trade("english-teacher", 3, 0.65, (500, 850), 6, "P", (("eng", 5),)),
    Trade("kindergarten-teacher", 3, 0.95, (350, 550), 5, "P"),
    Trade("nurse", 4, 0.6, (550, 900), 6, "Q", licence="nursing"),
    Trade("pharmacy-assistant", 3, 0.5, (400, 650), 5, "Q"),
    Trade("elderly-care-worker", 3, 0.7, (350, 550), 3, "Q"),
    Trade("civil-engineer", 3, 0.25, (700, 1400), 6, "F", (("eng", 4),), "engineer"),
    Trade("social-worker", 2, 0.6, (550, 850), 6, "Q", (("eng", 3),)),
    Trade("ngo-programme-officer", 2, 0.5, (800, 1400), 6, "Q", (("eng", 5),)),
    Trade("kurdish-clothes-tailor", 2, 0.8, (300, 550), 1, "C"),
)
