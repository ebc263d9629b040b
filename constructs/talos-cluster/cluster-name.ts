import { checkProps, type Rule } from "../props/check-props";

const NAME = /^[a-z]([a-z\d-]*[a-z\d])?$/;
const MOST_CHARACTERS = 40;

/** What the name of a cluster must fulfil. */
export const clusterNameRule: Rule<{ readonly clusterName: string }> = {
  prop: "clusterName",
  broken: ({ clusterName }) => !NAME.test(clusterName) || clusterName.length > MOST_CHARACTERS || isTaken(clusterName),
  message: ({ clusterName }) =>
    isTaken(clusterName)
      ? `is "${clusterName}", which JavaScript has taken; another name is wanted`
      : `is "${clusterName}"; small letters, digits and inner "-" are wanted, at most ${MOST_CHARACTERS}`,
};

/** Checks the name alone, for those who call something after the cluster before it is made. @throws PropsError */
export function checkClusterName(clusterName: string): void {
  checkProps("a cluster", { clusterName }, { rules: [clusterNameRule] });
}

/** Stacks are called after clusters, and the library that keeps them finds such a name in every object. */
function isTaken(name: string): boolean {
  return name in {};
}
