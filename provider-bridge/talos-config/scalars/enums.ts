/** The words of an enumeration; the first one is Go's zero value when `zero` says so. */
export interface EnumWords {
  readonly words: readonly string[];
  /** The text of the zero value, which is written where the field is not optional. */
  readonly zero: string;
}

const words = (text: string, zero = text.split(" ")[0] ?? ""): EnumWords => ({ words: text.split(" "), zero });

const enums: Readonly<Record<string, EnumWords>> = {
  ADLACPActive: words("off on"),
  ADSelect: words("stable bandwidth count"),
  ARPAllTargets: words("any all"),
  ARPValidate: words("none active backup all filter filter-active filter-backup"),
  AutoHostnameKind: words("off talos-addr stable"),
  BondMode: words("balance-rr active-backup balance-xor broadcast 802.3ad balance-tlb balance-alb"),
  BondXmitHashPolicy: words("layer2 layer3+4 layer2+3 encap2+3 encap3+4"),
  ClientIdentifier: words("none mac duid"),
  DefaultAction: words("accept block"),
  FailOverMAC: words("none active follow"),
  LACPRate: words("slow fast"),
  PrimaryReselect: words("always better failure"),
  Protocol: words("icmp tcp udp icmpv6", "Protocol(0)"),
  RoutingRuleAction: words("unspec unicast blackhole unreachable prohibit"),
  VLANProtocol: words("802.1q 802.1ad", "VLANProtocol(0)"),
  WOLMode: words("phy unicast multicast broadcast magic magicsecure filter", "WOLMode(0)"),
  EncryptionProvider: words("none luks2"),
  Filesystem: words("none xfs vfat ext4 iso9660 swap swapi virtiofs btrfs"),
  Volume: words("partition disk tmpfs directory symlink overlay external"),
};

/** Numbers 1 to 251 stand for themselves, the rest of the eight bits has names. Source: Linux rtnetlink. */
const routingTable: EnumWords = {
  words: ["unspec", "default", "main", "local", ...Array.from({ length: 252 }, (_, index) => String(index + 1))],
  zero: "unspec",
};

/** Words that not every version knows: enumeration and word, first minor version. */
const newWords: ReadonlyMap<string, number> = new Map([
  ["Filesystem swapi", 13],
  ["Filesystem virtiofs", 13],
  ["Filesystem btrfs", 14],
  ["Volume external", 13],
]);
/** The same for the last minor version. Since Talos 1.13 swap is written "swapi". Source: its machinery. */
const oldWords: ReadonlyMap<string, number> = new Map([["Filesystem swap", 12]]);

/** The words that a field of this enumeration may hold. */
export function enumWords(name: string): EnumWords {
  const found = name === "RoutingTable" ? routingTable : enums[name];
  if (found === undefined) throw new RangeError(`Cannot look up the enumeration "${name}": it is not in the table`);
  return found;
}

/** The words that this minor version knows. */
export function knownWords(name: string, minor: number): string[] {
  return enumWords(name).words.filter((word) => {
    const key = `${name} ${word}`;
    return (newWords.get(key) ?? 0) <= minor && minor <= (oldWords.get(key) ?? Number.POSITIVE_INFINITY);
  });
}

/** The canonical word for a text (case does not matter), or undefined. */
export function parseEnum(name: string, text: string, minor: number): string | undefined {
  const known = knownWords(name, minor);
  if (known.includes(text)) return text;
  const lower = text.toLowerCase();
  return known.find((word) => word.toLowerCase() === lower && word === lower);
}
