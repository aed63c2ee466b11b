/** Given names and their usual short forms in English, one group a line; a short form may stand for several names. */
const groups = `
abigail abby gail|alexander alex alec sandy xander|alexandra alex sandra alexa|alfred alf fred|andrew andy drew
anthony tony ant|antonia toni|barbara barb babs|benjamin ben benny|bernard bernie|catherine katherine kathryn cathy kate katie kathy cat
charles charlie chuck chas|charlotte charlie lottie|christina christine chris tina chrissy|christopher chris kit topher|cynthia cindy
daniel dan danny|david dave davy|deborah debbie deb|donald don donny|dorothy dot dottie|douglas doug|edward ed eddie ted ned teddy
eleanor ellie nell nora|elizabeth liz lizzie beth betty eliza libby lisa|emily em emmy|frances fran frankie|francis frank
frederick fred freddie|gabriel gabe|gabriella gabby ella|geoffrey geoff jeff|george georgie|gerald gerry jerry|gregory greg
harold harry hal|henry harry hank|isabella isabel bella izzy|jacob jake|jacqueline jackie|james jim jimmy jamie|janet jan|jennifer jen jenny
jessica jess jessie|jonathan jon jonny|john jack johnny jon|joseph joe joey|joshua josh|judith judy|julia julie|kenneth ken kenny
kimberly kim|lawrence larry laurie|leonard leo len lenny|lillian lily|louis lou louie|lucas luke|madeleine maddie|margaret maggie meg peggy greta
martin marty|matthew matt|michael mike mick micky|michelle shelly|mitchell mitch|natalie nat|nathan nate nathaniel|nicholas nick nicky
nicola nicky|olivia liv livvy|pamela pam|patricia pat patsy tricia trish|patrick pat paddy|peter pete|philip phil|rachel rach|raymond ray
rebecca becky becca|richard dick rick rich ricky richie|robert rob bob bobby robbie bert|ronald ron ronnie|rosemary rose rosie
samantha sam|samuel sam sammy|sarah sally|sebastian seb|simon si|stephanie steph|stephen steven steve|susan sue susie suzanne
teresa theresa terry tess|terence terry|thomas tom tommy|timothy tim|tobias toby|valerie val|veronica ronnie|victoria vicky tori
vincent vince|walter walt wally|william will bill billy willy liam|zachary zach
`

const groupsOfName = readGroups()

function readGroups(): ReadonlyMap<string, ReadonlySet<number>> {
  const read = new Map<string, Set<number>>()
  for (const [group, names] of groups.trim().split(/[|\n]/).entries()) {
    for (const name of names.split(' ')) read.set(name, (read.get(name) ?? new Set()).add(group))
  }
  return read
}

/** Whether two different folded given names are used for the same person: Liz and Elizabeth, Bill and Will. */
export function areNicknames(left: string, right: string): boolean {
  const groupsOfLeft = groupsOfName.get(left)
  const groupsOfRight = groupsOfName.get(right)
  if (groupsOfLeft === undefined || groupsOfRight === undefined) return false
  for (const group of groupsOfLeft) if (groupsOfRight.has(group)) return true
  return false
}
