import { nearestKey } from "../props/nearest";

/** Hetzner's server types of autumn 2026, those that are sold no more included: who asks for one is told its successor. */
const KNOWN = [
  ...["cx23", "cx33", "cx43", "cx53", "cx22", "cx32", "cx42", "cx52"],
  ...["cax11", "cax21", "cax31", "cax41"],
  ...["cpx12", "cpx22", "cpx32", "cpx42", "cpx52", "cpx62", "cpx11", "cpx21", "cpx31", "cpx41", "cpx51"],
  ...["ccx13", "ccx23", "ccx33", "ccx43", "ccx53", "ccx63"],
];
/** A family and a number, as every name that Hetzner ever gave: what is new tomorrow looks like this. */
const FORM = /^[a-z]{2,5}\d{2,3}$/;

/** What is told of a server type by its name alone. */
export interface TypeDoubt {
  /** Whether no server type can be called so; else only we do not know it. */
  readonly isImpossible: boolean;
  /** Read after the prop's name. */
  readonly text: string;
}

/** What is wrong with the name of a server type, or not known of it; undefined for one that we know. */
export function doubtOf(type: string): TypeDoubt | undefined {
  if (KNOWN.includes(type)) return undefined;
  const family = KNOWN.filter((known) => known.replace(/\d+/, "") === type.replace(/\d+/, ""));
  const near = nearestKey(type, family) ?? nearestKey(type, KNOWN);
  const meant = near === undefined ? "" : `; is "${near}" meant?`;
  if (FORM.test(type)) {
    const text = `is "${type}", which is newer than this package or does not exist${meant}`;
    return { isImpossible: false, text };
  }
  return { isImpossible: true, text: `is "${type}"; a server type such as cpx22, cax11 or ccx13 is wanted${meant}` };
}
