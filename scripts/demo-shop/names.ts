/** Given names as common in Britain today, of many origins. All people of the demo shop are invented. */
export const firstNames: readonly string[] = `
  Aaliyah, Abigail, Adaeze, Agnieszka, Aisha, Alan, Alasdair, Alice, Amara, Amelia, Ananya, Andrei,
  Aneurin, Angus, Arjun, Arthur, Ayodele, Beatriz, Ben, Bethan, Bilal, Bronwen, Caitlin, Callum,
  Catherine, Chidi, Chloe, Ciara, Clare, Daniel, Deepak, Denise, Dilys, Dominik, Dylan, Edith, Efua,
  Eilidh, Elena, Ella, Emeka, Emily, Esme, Farah, Fatima, Fergus, Fiona, Florence, Freya, Gareth,
  George, Gethin, Grace, Gurpreet, Hamza, Hannah, Harriet, Harry, Hassan, Heather, Hugo, Ifan, Imogen,
  Ines, Iona, Isaac, Isla, Jack, Jasmine, Jean, Joanna, Joao, Jun, Kamal, Karolina, Katie, Kenji, Kofi,
  Kwame, Lauren, Layla, Leon, Lewis, Lily, Linh, Lowri, Lucy, Maeve, Magnus, Manpreet, Margaret, Maria,
  Marek, Martha, Matteo, Maya, Mei, Mehmet, Mina, Mohammed, Morag, Nadia, Naomi, Nia, Niamh, Nikhil,
  Noah, Oisin, Olga, Oliver, Olwen, Omar, Oscar, Patrick, Pavel, Petra, Phoebe, Poppy, Priya, Rachel,
  Rafael, Rahul, Rania, Reuben, Rhys, Robert, Rohan, Rosa, Rosie, Ruth, Sadia, Samuel, Sanjay, Sara,
  Sean, Sian, Simon, Sofia, Stella, Sunita, Tariq, Tendai, Teresa, Thomas, Tomasz, Uma, Victoria,
  Vikram, Wei, Will, Winifred, Yasmin, Yusuf, Zainab, Zara, Zofia
`
  .trim()
  .split(/,\s+/)

export const lastNames: readonly string[] = `
  Abbott, Adeyemi, Ahmed, Akhtar, Anderson, Appleby, Ashworth, Bailey, Banerjee, Barnes, Begum, Bennett,
  Bevan, Boateng, Bowen, Brennan, Campbell, Carter, Chan, Chaudhry, Clarke, Cohen, Cooper, Costa,
  Craddock, Davies, Desai, Dogan, Doherty, Douglas, Dunn, Edwards, Ellis, Evans, Eze, Farrell,
  Fernandes, Fletcher, Fraser, Gallagher, Garcia, Gill, Gordon, Graham, Green, Griffiths, Gupta, Haddad,
  Hall, Harris, Hartley, Hill, Holloway, Hughes, Hussain, Ibrahim, Iqbal, Ivanova, Jackson, Jenkins,
  Jones, Joshi, Kaur, Kelly, Kendrick, Khan, Kowalski, Lawson, Lee, Lewis, Li, Lloyd, MacDonald,
  MacLeod, Malik, Marsh, Mason, McKenzie, Mensah, Mills, Mitchell, Moore, Morgan, Murphy, Murray,
  Mwangi, Nair, Nguyen, Novak, Nowak, Obi, Okafor, Okonkwo, Osborne, Owen, Oyelaran, Papadopoulos,
  Parry, Patel, Pearce, Pereira, Petrov, Phillips, Popescu, Powell, Price, Quinn, Rahman, Rees, Reid,
  Ricci, Roberts, Robson, Rossi, Rowlands, Sandhu, Sato, Scott, Shah, Sharma, Silva, Singh, Smith,
  Stewart, Suzuki, Tanaka, Taylor, Thapa, Thomas, Thorne, Tran, Turner, Vasquez, Wagner, Walker,
  Wallace, Walsh, Ward, Watson, Webb, White, Whittaker, Wilson, Wong, Wood, Wright, Yilmaz, Young, Zhang
`
  .trim()
  .split(/,\s+/)

/** Where customers live, with the first half of a postcode there. */
export const towns: readonly { readonly name: string; readonly postcodeArea: string }[] = [
  { name: 'London', postcodeArea: 'SE15' },
  { name: 'London', postcodeArea: 'N16' },
  { name: 'London', postcodeArea: 'E8' },
  { name: 'Bristol', postcodeArea: 'BS6' },
  { name: 'Bath', postcodeArea: 'BA1' },
  { name: 'Birmingham', postcodeArea: 'B13' },
  { name: 'Brighton', postcodeArea: 'BN2' },
  { name: 'Cambridge', postcodeArea: 'CB1' },
  { name: 'Cardiff', postcodeArea: 'CF5' },
  { name: 'Edinburgh', postcodeArea: 'EH6' },
  { name: 'Exeter', postcodeArea: 'EX4' },
  { name: 'Glasgow', postcodeArea: 'G41' },
  { name: 'Leeds', postcodeArea: 'LS7' },
  { name: 'Liverpool', postcodeArea: 'L17' },
  { name: 'Manchester', postcodeArea: 'M21' },
  { name: 'Newcastle upon Tyne', postcodeArea: 'NE6' },
  { name: 'Norwich', postcodeArea: 'NR2' },
  { name: 'Nottingham', postcodeArea: 'NG5' },
  { name: 'Oxford', postcodeArea: 'OX4' },
  { name: 'Sheffield', postcodeArea: 'S11' },
  { name: 'Swansea', postcodeArea: 'SA2' },
  { name: 'York', postcodeArea: 'YO10' },
]

export const streets: readonly string[] = `
  Acorn Row, Alder Road, Beech Grove, Chapel Street, Cherry Lane, Church Walk, Cobbler Street,
  Elm Terrace, Farrier Lane, Ferry Road, Garden Close, Hawthorn Avenue, Heron Court, High Street,
  Kiln Lane, Larch Drive, Market Place, Meadow View, Mill Lane, Orchard Way, Park Road, Quarry Hill,
  Rowan Close, School Lane, Station Road, Tanner Street, The Green, Viaduct Street, Willow Walk
`
  .trim()
  .split(/,\s+/)
