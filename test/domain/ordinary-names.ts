const list = (names: string) => names.trim().split(/\s*,\s*/u);

/** As people are called in Belgium, France, the Netherlands and Britain, and their neighbours from elsewhere. */
export const firstNames = list(`
  Marie, Jean, Philippe, Nathalie, Isabelle, Michel, Sophie, Nicolas, Léa, Chloé, Émilie, François, Anaïs, Benoît, Céline, Zoé, Jérôme, Agnès, Lucie, Louis,
  Jean-Luc, Marie-Claire, Anne-Sophie, Jean-François, Jan, Pieter, Els, Lotte, Sofie, Wouter, Koen, Bram, Daan, Femke, Sanne, Joris, Griet, Liesbeth, Maarten, Veerle,
  Jan-Willem, Anna Maria, Jan Pieter, Noor, Thijs, Sjoerd, Aaltje, Wim, Door, Guy, James, Oliver, Emma, Charlotte, William, Grace, Harry, Isla, Alfie, Rosie,
  Siobhán, Niamh, Gareth, Angus, Fiona, Amir, Fatima, Youssef, Aïcha, Mehmet, Elif, Ayşe, Olga, Piotr, Małgorzata, Ana, João, Giulia, Luca, Priya,
  Wei, Yuki, Nguyễn, Kwame, Chidi, Björn, Åsa, Søren, Ilse, Jürgen, Björk, Van, Des, Les, Of, Al, Sa, Roman, Max, Sam
`);

export const surnames = list(`
  Martin, Bernard, Dubois, Thomas, Robert, Petit, Durand, Leroy, Moreau, Lefebvre, Garcia, Fournier, Lambert, Bonnet, Rousseau, Mercier, Dupont, Leclerc, Lemaire, Marchand,
  Legrand, Perrin, Gauthier, Chevalier, Boyer, Caron, Picard, Roche, Prévost, Delattre, Dardenne, d’Ardenne, d'Aubigné, de La Tour, du Bois, de Gaulle, des Champs, Le Goff, L’Hermite, de l’Église,
  Peeters, Janssens, Maes, Jacobs, Mertens, Willems, Claes, Goossens, Wouters, De Smet, Van Damme, van den Berg, van der Meer, de Vries, de Jong, Bakker, Visser, Smit, Mulder, ’t Hooft,
  in 't Veld, op den Kamp, ter Horst, ten Brink, van Aardenne, van Ardenne, van de Ardenne, von Ardenne, Van Rompuy, van ’t Hof, Kuipers, Hendriks, Dekker, Brouwer, Dijkstra, Vos, Kok, De Klerck, De Beheerder, Verhulst,
  Smith, Jones, Taylor, Brown, Williams, Wilson, Johnson, Davies, Patel, Robinson, Wright, Thompson, Evans, Walker, White, Roberts, Green, Hall, Wood, O’Neill,
  O'Brien, MacDonald, St. John, Fitz-Gerald, Smith-Jones, Dupont-Ardenne, Marchal-Passerelle, Bond, Chase, Ford, Page, Major, Officer, Marshall, Steward, Provost, Agent, Supports, Adams, Portal,
  Secura, Alertini, Khan, Ahmed, El Amrani, Ben Ali, Yılmaz, Şahin, Kowalski, Wójcik, Novák, Popescu, da Silva, dos Santos, de la Cruz, Rossi, Di Maio, Della Rovere, Müller, Weiß,
  Schmidt, Nilsson, Sørensen, Li, Wang, Tanaka, Văn A, Okafor, Mensah, Singh, Chatterjee, Ivanova, Petrov, Papadopoulos, Horváth, Ardennes, Ardent, Arden, Passer, Passeri
`);
