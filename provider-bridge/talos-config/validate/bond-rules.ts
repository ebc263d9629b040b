import { enumWords } from "../scalars";
import { listAt, numberAt, textAt, type ValueMap } from "../value";
import { type Problem, when } from "./finding";

/** Fields of a bond that hold a word, and the enumeration they belong to; empty means the default. */
const wordFields = [
  ["mode", "BondMode"],
  ["xmitHashPolicy", "BondXmitHashPolicy"],
  ["lacpRate", "LACPRate"],
  ["arpValidate", "ARPValidate"],
  ["arpAllTargets", "ARPAllTargets"],
  ["primaryReselect", "PrimaryReselect"],
  ["failOverMac", "FailOverMAC"],
  ["adSelect", "ADSelect"],
] as const;

/** Modes in which a field means something; with a number the field counts only above it. */
const modeFields: readonly { field: string; modes: readonly string[]; above?: number }[] = [
  { field: "lacpRate", modes: ["802.3ad"] },
  { field: "arpValidate", modes: ["balance-rr", "active-backup", "balance-xor", "broadcast"] },
  { field: "primary", modes: ["active-backup", "balance-alb", "balance-tlb"] },
  { field: "arpInterval", modes: ["balance-rr", "active-backup", "balance-xor", "broadcast"], above: 0 },
  { field: "packetsPerSlave", modes: ["balance-rr"], above: 1 },
  { field: "tlbDynamicLb", modes: ["balance-alb", "balance-tlb"], above: 0 },
  { field: "adActorSysPrio", modes: ["802.3ad"], above: 0 },
  { field: "adUserPortKey", modes: ["802.3ad"], above: 0 },
];

/** What is wrong with `bond` of an interface. */
export function bondProblems(bond: ValueMap, path: string): Problem[] {
  const words = wordFields.flatMap(([field, name]) => {
    const word = textAt(bond, field);
    const { words: known } = enumWords(name);
    const valid = known.includes(word) || word === "";
    return when(!valid, `${path}.${field}`, `"${word}" is none of ${known.join(", ")}`);
  });
  return [...words, ...delays(bond, path), ...unsupported(bond, path), ...modes(bond, path)];
}

function delays(bond: ValueMap, path: string): Problem[] {
  const interval = numberAt(bond, "miimon");
  return ["updelay", "downdelay"].flatMap((field) => {
    const delay = numberAt(bond, field);
    if (interval === 0) return when(delay !== 0, `${path}.${field}`, "it needs miimon");
    return when(delay % interval !== 0, `${path}.${field}`, "it is a multiple of miimon");
  });
}

function unsupported(bond: ValueMap, path: string): Problem[] {
  return [
    ...when(listAt(bond, "arpIPTarget").length > 0, `${path}.arpIPTarget`, "Talos does not support it"),
    ...when(textAt(bond, "adActorSystem") !== "", `${path}.adActorSystem`, "Talos does not support it"),
  ];
}

/** A mode that is unknown counts as balance-rr here, as in Talos. */
function modes(bond: ValueMap, path: string): Problem[] {
  const written = textAt(bond, "mode");
  const mode = enumWords("BondMode").words.includes(written) ? written : "balance-rr";
  return modeFields.flatMap(({ field, modes: allowed, above }) => {
    const used = above === undefined ? textAt(bond, field) !== "" : numberAt(bond, field) > above;
    return when(used && !allowed.includes(mode), `${path}.${field}`, `it is available in ${allowed.join(", ")} only`);
  });
}
