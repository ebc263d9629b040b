/** What an object is for. */
export type Role = "control-plane" | "worker" | "cluster";

/** Whose an object is, and what it does there. */
export interface Ownership {
  readonly cluster: string;
  readonly role: Role;
  /** For instance `network`, `node`, `kube-api`. */
  readonly component: string;
}

const MOST_CHARACTERS = 63;
const LABEL_VALUE = /^([A-Za-z\d]([\w.-]*[A-Za-z\d])?)?$/;

/**
 * The labels that every object carries: by them orphans are found, and a lost state is rebuilt.
 * What the user gives stands beside them and never in their place.
 */
export function ownLabels(
  { cluster, role, component }: Ownership,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return { ...more, cluster, role, component, "managed-by": "hephaestus" };
}

/** Whether Hetzner takes it as the value of a label: at most 63 letters, digits, and inner "-", "_", ".". */
export function isLabelValue(text: string): boolean {
  return text.length <= MOST_CHARACTERS && LABEL_VALUE.test(text);
}
