"""First and last names for the people of the example; any likeness to a living person is chance."""

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
