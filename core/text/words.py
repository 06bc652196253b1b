"""The words that may stand in a {slot} of a phrase; each is one word, so a phrase keeps its length."""

_LISTS = {
    "name": """
        Aisha Ben Carla Dmitri Elif Femi Grace Hassan Ines Jonas Kofi Lena Mateo Nadia Omar
        Priya Quentin Rosa Samir Tess Uma Viktor Wanda Xin Yusuf Zoe Alba Bruno Chen Dora Erik
        Fatou Gianni Hana Ivan Jamila Karl Lucia Marek Nils Olga Pablo Ravi Sanna Tariq Ulla
        Vera Will Yara Zara Amir Bea Cyril Delia Emeka Flora Goran Holly Idris Judit Kenji Laila
        Mina Noor Oscar Petra Ruth Sven Thea Vasil
    """,
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "place": """
        Leeds Cardiff Porto Utrecht Lyon Ghent Oslo Turin Graz Malmo Cork Bath York Derby
        station office school library airport harbour bakery gym town market
    """,
    "item": """
        phone laptop kettle jacket printer router lamp watch bike camera headset charger chair
        tablet boots oven backpack monitor keyboard blender tent scooter speaker mattress
    """,
    "parcel": "parcel package order delivery shipment",
    "account": "account card profile subscription membership login",
    "bank": "bank shop courier insurer landlord dentist agency broker",
    "relative": "mum dad grandma uncle sister brother aunt",
    "colleague": "boss team client manager supplier intern accountant",
    "please": "please pls kindly just",
    "soon": "now soon today tonight tomorrow shortly immediately",
    "good": "good great nice lovely perfect amazing fine",
    "check": "check confirm review see verify open",
    "money": "money cash payment deposit refund fee invoice bill",
    "free": "free new extra special exclusive spare",
    "food": "dinner lunch pizza soup breakfast cake curry coffee",
    "paper": "report contract form slides draft budget notes timetable",
}

WORDS: dict[str, tuple[str, ...]] = {slot: tuple(words.split()) for slot, words in _LISTS.items()}
