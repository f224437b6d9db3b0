"""Names of people and organisations for the example, all invented; any likeness is chance."""

from __future__ import annotations

FIRST = """
Aaliyah Adam Aino Aleksander Alma Amadou Amélie Ana Anders Andrea Anouk Antoni Arjun Arne Asta Ayşe Bálint
Bastian Beatriz Bente Birgit Björn Bruno Camille Carla Chiara Christoph Clara Cosima Dagny Daria Davide
Delphine Dilan Dorota Ebba Edda Eduardo Ekin Elif Elina Emeka Emre Enno Esther Eva Fabian Farah Fatou
Felix Femke Filip Finja Florence Frida Gero Giulia Greta Gustav Hamid Hanne Hedda Helge Henrike Hugo Ida
Ignacy Ilse Imani Ines Ingo Irena Ismail Ivana Jan Jasper Jelena Jette Joaquín Jonas Judith Jule Kaan
Karsten Kerstin Kiran Klara Konrad Lale Lars Laura Leif Leonie Levke Lidia Linnea Lorenzo Luca Luise
Maarten Magda Malte Manon Marek Margot Mateo Meike Mehmet Merle Mikko Milena Moritz Nadia Naomi Nele
Niklas Noor Olga Olivier Orla Oskar Pauline Pawel Petra Pilar Priya Quentin Rahel Rasmus Renata Rosa Ruben
Salma Samuel Sanna Selma Signe Simon Siobhan Sofia Stellan Svea Tarek Thea Theo Till Tove Ulrike Vera
Viktor Wanda Wiebke Wim Yara Yusuf Zeynep Zofia
""".split()

LAST = """
Abendroth Achterberg Adeyinka Ahlgren Albarracín Almgren Amrani Andersson Aubertin Bachmaier Balogun
Banerjee Barreiro Bergengruen Bielefeldt Birkenau Bjørnstad Blomqvist Borchardt Boucher Brandvold
Brockmann Brzezicki Caravelli Carstens Castellan Çelikkaya Chukwuma Claasen Cordeiro Czajkowski Dahlmann
Damgaard Delacroix Demirbaş Dierksen Dobrowolski Drenthe Duarte Eckhoff Eilers Ekström Ellingsen Engelund
Erdoğdu Estrada Falkenhagen Farahani Feddersen Ferrante Fiebig Fjeldstad Fontaine Forsberg Friesen
Gallardo Garrelts Gaudin Giertz Gorczyca Grønvold Guerreiro Gyllensten Haddouche Hagedorn Halvorsen
Hasselbach Heikkinen Hellwege Hjelm Hochstraten Holmgaard Horváthy Iversen Jagodzinski Jankowiak Jepsen
Joosten Kaltenbach Karlstad Kavanagh Kazimierz Kettler Kjellberg Klapproth Koivisto Korhonen Krogmann
Kurtoğlu Kvist Lachapelle Lagerfeldt Lamprecht Langeveld Larrañaga Leclair Lindemann Ljungdahl Lombardi
Lundquist Macharia Madsen Marchetti Marienfeld Mbeki-Roth McGarrigle Meinertz Mendonça Mikkelsen Montalbán
Mulder Nakasone Naumburg Nieminen Nkemelu Nordhoff Novakovic Nyström Oberländer Oduya Okafor Oldenkott
Oliveira Onwudiwe Ostrowski Özkaynak Pallasch Papadakis Pedersen Pellegrin Peltonen Petrosyan
Pfannenschmidt Piotrowska Polanco Quast Quintero Rademaker Raghunathan Rasmussen Reichenbach Reinders
Ribeiro Rindfleisch Rosenlund Rostami Ruysdael Sandhoff Sarkisian Schimmelpfennig Schoonhoven Seyfarth
Silvestri Sjöberg Skarsgren Smolarek Söderlund Stahlhut Steensgaard Strindholm Szalai Tavares Teixeira
Terhorst Thorvaldsen Tiedemann Tolvanen Torrealba Ullersperger Uygun Vandermeer Varga Verhoeven Vinterberg
Voigtländer Wachholz Wallander Westergaard Wiśniak Wolterink Yıldırım Zabielski Zandstra Zielonka Zwirner
""".split()

ORGANISATIONS: dict[str, tuple[str, ...]] = {
    "health": (
        "Praxisklinik Varnsted",
        "Medizin Zentrum Eimsfeld",
        "Brightwater Biotech",
        "Pflege Verbund Sundmark",
        "Norra Healthcare",
        "Kurzentrum Deichwiese Reha Klinik",
        "Seebrise Apotheke",
        "Almond Dental Care",
    ),
    "energy": (
        "Windpark Sundmark",
        "Stadtwerke Varnsted",
        "Helio Solar Works",
        "Tideturn Power",
        "Moorland Hydrogen",
        "Gezeiten Strom",
        "Fernwärme Varnsted Energie",
    ),
    "public sector": (
        "Stadt Norderhaven",
        "Landesamt Elbmark",
        "Bezirksamt Eimsfeld",
        "City of Lowmere",
        "Ministerium Sundmark",
        "Gemeinde Tromvik",
        "Landratsamt Sundmark",
        "Lowmere County Council",
        "Polizei Norderhaven",
    ),
    "education": (
        "Gymnasium Eimsfeld",
        "Universität Varnsted",
        "Lowmere College",
        "Grundschule Am Deich",
        "Sundmark Academy",
        "Kita Seestern",
        "Volkshochschule Varnsted",
        "Tromvik University",
        "Musikschule Norderhaven",
        "Berufsschule Hafen",
    ),
    "research": (
        "Institut Meer und Daten",
        "Polar Research Tromvik",
        "Elbmark Institute of Logic",
        "Institute for Slow Computing",
        "Forschungszentrum Wattenmeer",
        "Aurora Laboratory",
        "Institut Zahl und Zeit",
    ),
    "finance": (
        "Elbmark Volksbank",
        "Fjordlys Capital",
        "Hansa Alba Versicherung",
        "Quillon Payments",
        "Sparkasse Sundmark",
        "Bankhaus Mewes",
        "Ledgerline Finance",
        "Skerry Asset Management",
        "Treuhand Ost und West",
        "Pebble Insurance",
        "Kontor Capital",
        "Plover Ventures",
        "Deichbank",
    ),
    "media": (
        "Norderhaven Zeitung",
        "Radio Lowmere",
        "Verlag Kranich",
        "Papierboot Magazin",
        "Stillwave Film",
        "Lowmere Post Newspaper",
        "Wattfunk Radio",
        "Sundmark TV",
        "Magazin Zettelkasten",
        "Nordwort Verlag",
    ),
    "arts and culture": (
        "Kammerorchester Varnsted",
        "Theater am Speicher",
        "Galerie Rotkehl",
        "Stadtbibliothek Varnsted",
        "Chorverband Elbmark Kultur",
        "Opera Tromvik",
        "Puppentheater Eimsfeld",
    ),
    "technology": (
        "Lumenfold Software",
        "Cobaltgrove",
        "Parsley Systems",
        "Otterbyte",
        "Moss and Mast",
        "Quiet Compiler",
        "Bitter Lemon Software",
        "Nine Herons Software",
        "Saltmarsh Systems",
        "Glasswing Labs",
        "Pinecone Cloud",
        "Hedgerow Robotics",
        "Zweite Flut Software",
        "Polder Systems",
        "Inkwell Software",
        "Kelp Computing",
        "Tern and Plover Software",
    ),
    "consulting": (
        "Brandt Okoro Consulting",
        "Leuchtfeuer Beratung",
        "Third Harbour Advisory",
        "Kompass Beratung",
        "Ostrowski Vale Consulting",
        "Northfold Advisory",
        "Tidal Change Consulting",
        "Weitblick Beratung",
    ),
    "law": (
        "Kanzlei Tamm Lorenzen",
        "Farrow Legal Chambers",
        "Anwaltskanzlei Sommerfeldt",
        "Amtsgericht Eimsfeld",
        "Notariat Alte Werft",
    ),
    "non-profit": (
        "Stiftung Offene Ufer",
        "Verein Stadtgärten",
        "Seaward Relief Foundation",
        "Lowmere Food Charity",
        "Diakonie Sundmark",
        "Stiftung Lesen am Meer",
        "Verein Offene Werkstatt",
    ),
    "transport": (
        "Hafenbahn Norderhaven",
        "Nordpendel Logistics",
        "Varnsted Rail",
        "Elbfähre Norderhaven",
        "Lowmere Airport",
        "Kranich Spedition",
        "Tidegate Shipping",
    ),
    "retail": (
        "Kolonial Buchhandel",
        "Haus Petersen Retail",
        "Fenchel Markt",
        "Fahrrad Janssen",
        "Teehaus Sundmark",
        "Buchladen Leuchtturm",
        "Regal und Co Möbelhaus",
    ),
    "hospitality": (
        "Hotel Drei Möwen",
        "Café Lotsenhaus",
        "Gasthof Zum Priel",
        "Bistro Sardine",
        "Pension Windrose",
    ),
    "": ("Self-employed", "Freelance", ""),
}
"""Invented organisations by field; under "" stands what people write who have none."""

ROLES: dict[str, tuple[str, ...]] = {
    "health": (
        "Clinical Data Manager",
        "Chief Physician",
        "Physiotherapist",
        "Head of Nursing",
        "Medical Writer",
        "Digital Health Lead",
    ),
    "energy": (
        "Grid Engineer",
        "Energy Analyst",
        "Head of Trading",
        "Projektleiter Windkraft",
        "Asset Manager",
    ),
    "public sector": (
        "Policy Officer",
        "Referat Digitalisierung",
        "Open Data Coordinator",
        "Head of IT",
        "Stadtplanung",
    ),
    "education": (
        "Teacher",
        "Lecturer in Statistics",
        "Schulleitung",
        "Professor of Informatics",
        "Learning Designer",
    ),
    "research": (
        "Research Scientist",
        "Postdoctoral Fellow",
        "Research Data Engineer",
        "Director of Research",
    ),
    "finance": (
        "Risk Analyst",
        "Portfolio Manager",
        "Head of Compliance",
        "Actuary",
        "Senior Controller",
        "VP Data and Analytics",
    ),
    "media": (
        "Data Journalist",
        "Redaktion Wissen",
        "Editor in Chief",
        "Podcast Producer",
        "Audience Analyst",
    ),
    "arts and culture": ("Dramaturg", "Curator", "Orchestra Manager", "Musician"),
    "technology": (
        "Senior Software Engineer",
        "Engineering Manager",
        "Product Designer",
        "CTO",
        "Data Engineer",
        "Developer Advocate",
        "Staff Engineer",
    ),
    "consulting": ("Senior Consultant", "Partner", "Consultant", "Principal"),
    "law": ("Attorney at Law", "Privacy Counsel"),
    "non-profit": ("Programme Manager", "Fundraising Lead", "Geschäftsführung", "Volunteer Coordinator"),
    "transport": ("Operations Manager", "Logistics Planner", "Timetable Analyst"),
    "retail": ("Category Manager", "Store Manager", "Buyer"),
    "hospitality": ("Hotel Manager", "Owner"),
    "": ("Consultant", "Illustrator", "Translator", "Product Coach", ""),
}
"""What people do there, by field."""
