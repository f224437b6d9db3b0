"""What the population is made of: names of fourteen origins, employers, titles, and how names are varied."""

from __future__ import annotations

_TYPED = (
    ("Thomas Anna Julia Lukas Jürgen Maximilian Katharina Stefan Ursula Björn Sabine Matthias Jana Felix Günther Heike",
     "Müller Schmidt Schneider Fischer Weber Schäfer Köhler Böhm Krüger Großmann Vogt Jäger Winkler Löwe Brandt Huber Weiß Kühn Seidel Pfeiffer Ziegler Dörr Haas Engel"),
    ("James Mary Robert Elizabeth William Jennifer Michael Katherine Christopher Margaret Daniel Susan Andrew Rebecca Edward Victoria",
     "Smith Johnson Williams Brown Taylor Davies Wilson Evans Thompson Walker Wright Hughes Edwards Green Wood Harris Clarke Bennett Fletcher Ashworth Pemberton Holloway Whitaker Larkin"),
    ("Jean Marie Pierre Camille François Hélène Jean-Pierre Élodie Benoît Céline Mathieu Anaïs Guillaume Chloé Rémi Noémie",
     "Martin Bernard Dubois Lefèvre Moreau Girard Rousseau Fournier Mercier Besançon Chevalier Gauthier Lemaître Perrin Delacroix Marchand Renaud Barbier Collet Prévost"),
    ("José María Carlos Lucía Alejandro Carmen Javier Begoña Joaquín Inés Íñigo Rocío Sergio Pilar Ramón Nuria",
     "García Martínez López Sánchez Pérez Gómez Muñoz Ibáñez Núñez Domínguez Vázquez Castaño Peña Herrera Cortés Rivas Olmedo Quiroga Zamora Bermúdez"),
    ("João Ana Tiago Beatriz Gonçalo Inês Rui Mariana Luís Catarina António Conceição Nuno Sofia",
     "Silva Santos Ferreira Pereira Oliveira Conceição Magalhães Araújo Guimarães Simões Carvalho Teixeira Falcão Brandão Queirós Macedo Vilar Pimentel"),
    ("Marco Giulia Francesco Chiara Niccolò Alessandra Lorenzo Federica Matteo Ilaria Giorgio Benedetta",
     "Rossi Russo Ferrari Bianchi Colombo Ricci Marchetti Lombardi Moretti Barbieri Fontana Caruso Ferrara D'Angelo Vitale Serra Pellegrini Sartori"),
    ("Jan Sanne Pieter Femke Bram Lotte Ruben Marieke Joost Anouk Thijs Wouter",
     "Jansen Bakker Visser Smit Meijer Mulder Hoekstra Dijkstra Kuipers Postma Vermeulen Terpstra Brouwer Hendriks Zijlstra Wiersma"),
    ("Lars Ingrid Søren Astrid Bjørn Sigrid Åke Märta Rasmus Freja Håkon Liv",
     "Hansen Johansson Nielsen Lindström Sørensen Åberg Østergaard Dahl Bjørnstad Nyström Kjær Holmberg Sjögren Lund Ekström Mørk Haugen Rasmussen"),
    ("Piotr Agnieszka Paweł Małgorzata Tomasz Zofia Łukasz Joanna Grzegorz Ewa Jiří Bożena",
     "Nowak Kowalski Wiśniewski Wójcik Kamiński Zieliński Szymański Dąbrowski Kozłowski Mazur Jabłoński Svoboda Dvořák Horváth Novotný Pawlak Górski Sikora"),
    ("Alexey Natalia Dmitri Olga Sergei Irina Vladimir Tatiana Mikhail Svetlana",
     "Ivanov Petrov Smirnov Kuznetsov Sokolov Volkov Morozov Lebedev Orlov Zaitsev"),
    ("Mehmet Ayşe Emre Zeynep Çağlar Gülşen Ömer Elif Yiğit Şule",
     "Yılmaz Kaya Demir Çelik Şahin Öztürk Aydın Arslan Koç Güneş Özdemir Kılıç Polat Erdoğan"),
    ("Ahmed Fatima Omar Layla Youssef Amina Khalid Nour Hassan Salma",
     "Hassan Ibrahim Haddad Mansour Al-Masri Khalil Nasser Aziz Farouk El-Sayed Rahman Bakr Saleh Darwish"),
    ("Priya Rahul Ananya Arjun Deepa Vikram Lakshmi Sanjay Kavita Rohan Meera Suresh",
     "Sharma Patel Singh Gupta Reddy Iyer Nair Mehta Chatterjee Banerjee Kulkarni Desai Rao Menon Joshi Bhattacharya"),
    ("Wei Li Jing Min-jun Hiroshi Yuki Minh Linh Haruto Sakura Ji-woo Xiaoming Ngozi Chidi Kwame Amara",
     "Wang Zhang Chen Liu Kim Park Nguyen Tran Tanaka Suzuki Yamamoto Nakamura Huang Zhao Okafor Adeyemi Mensah Okonkwo Pham Choi"),
)  # fmt: skip
ORIGINS = tuple((tuple(given.split()), tuple(family.split())) for given, family in _TYPED)

SHORT = {
    "Thomas": ["Tom"], "Katharina": ["Kathi", "Kate"], "Maximilian": ["Max"], "Matthias": ["Matze", "Matt"],
    "Robert": ["Bob", "Rob"], "Elizabeth": ["Liz", "Beth"], "William": ["Bill", "Will"], "James": ["Jim"],
    "Jennifer": ["Jen", "Jenny"], "Michael": ["Mike"], "Katherine": ["Kate", "Kathy"], "Christopher": ["Chris"],
    "Margaret": ["Maggie", "Peggy"], "Daniel": ["Dan"], "Susan": ["Sue"], "Andrew": ["Andy", "Drew"],
    "Rebecca": ["Becky"], "Edward": ["Ed", "Ted"], "Victoria": ["Vicky"], "Alejandro": ["Alex"],
    "Francesco": ["Franco"], "Alessandra": ["Sandra", "Ale"], "José": ["Pepe"], "Federica": ["Fede"],
    "Dmitri": ["Dima"], "Natalia": ["Natasha"], "Mikhail": ["Misha"], "Tatiana": ["Tanya"], "Alexey": ["Alex"],
    "Małgorzata": ["Gosia"], "Agnieszka": ["Aga"], "Pieter": ["Piet"], "António": ["Toni"], "Stefan": ["Steve"],
    "Beatriz": ["Bea"], "Catarina": ["Cati"], "Guillaume": ["Guy"], "Javier": ["Javi"],
}  # fmt: skip

CYRILLIC = {
    "Alexey": "Алексей", "Natalia": "Наталья", "Dmitri": "Дмитрий", "Olga": "Ольга", "Sergei": "Сергей", "Irina": "Ирина",
    "Vladimir": "Владимир", "Tatiana": "Татьяна", "Mikhail": "Михаил", "Svetlana": "Светлана", "Ivanov": "Иванов",
    "Petrov": "Петров", "Smirnov": "Смирнов", "Kuznetsov": "Кузнецов", "Sokolov": "Соколов", "Volkov": "Волков",
    "Morozov": "Морозов", "Lebedev": "Лебедев", "Orlov": "Орлов", "Zaitsev": "Зайцев",
}  # fmt: skip

EMPLOYER_WORDS = (
    "Alder Birke Cobalt Delta Ember Fjord Granit Hanse Iris Juno Kiefer Lumen Meridian Nordlicht Orbit Prisma Quarz "
    "Rhein Saffron Tauern Ulme Vektor Weser Zenit Aurora Basalt Ceres Dorado Elbe Falke Gaia Helios Indigo Jupiter "
    "Kestrel Lotus Mistral Nimbus Onyx Polaris Quest Raven Sirius Tundra Umbra Vega Willow Xenon Yarrow Zephyr"
).split()
EMPLOYER_KINDS = "Energie Health Labs Logistik Systems Bank Software Verlag Foods Robotics Klinik Studio Partners Group".split()
LEGAL = ("GmbH", "AG", "Ltd", "Inc.", "S.A.", "GmbH & Co. KG", "BV", "LLC")
POSITIONS = (
    "Software Engineer", "Senior Data Scientist", "Head of Product", "Sales Manager", "Research Associate", "Consultant",
    "HR Business Partner", "Chief Financial Officer", "Marketing Lead", "Nurse Manager", "Founder", "Project Manager",
    "Account Executive", "Legal Counsel", "Process Engineer", "Art Director",
)  # fmt: skip
PROVIDERS = (
    "gmail.com",
    "gmail.com",
    "gmail.com",
    "outlook.com",
    "yahoo.com",
    "gmx.de",
    "web.de",
    "icloud.com",
    "orange.fr",
    "proton.me",
)
