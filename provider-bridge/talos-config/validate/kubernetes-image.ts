import { kubernetesSupport } from "../compatibility";
import { textAt, type ValueMap } from "../value";
import { type Problem, when } from "./finding";

/** The Talos that judges image tags before a configuration is applied; older ones do so on the node only. */
const judge = "1.14.0";

/** Whether the image of a component, where it has one, is tagged with a version of Kubernetes that Talos 1.14 runs. */
export function kubernetesImageProblems(component: ValueMap | undefined, path: string): Problem[] {
  const image = textAt(component, "image");
  if (image === "") return [];
  const version = /:v([^@]*)/.exec(image.slice(Math.max(image.lastIndexOf(":v"), 0)))?.[1] ?? "";
  if (!/^\d+\.\d+\.\d+/.test(version)) {
    return [{ path, message: `"${image}" has no version tag such as :v1.36.3` }];
  }
  const { supported, reason } = kubernetesSupport(version, judge);
  return when(!supported, path, reason);
}
