/**
 * Changes of control planes that synth can see: what was deployed, or synthesised before, beside what is wanted now. Here
 * belongs what warns of them; never what a control plane is made of.
 */
import { resolve } from "node:path";
import { Annotations, type ISynthesisSession, TerraformBackend, TerraformResource, type TerraformStack } from "cdktf";
import { clustersOf, REPLACING, type Resources, warningOf } from "./changes";
import { earlierResources, resourcesOf } from "./earlier-resources";

/** Warns, while a stack is written, of changes that would replace more than one control plane of a cluster at once. */
export function warnOfReplacements(stack: TerraformStack, { outdir, manifest }: ISynthesisSession): void {
  const { workingDirectory, synthesizedStackPath } = manifest.forStack(stack);
  const before = earlierResources({
    state: localState(stack, resolve(outdir, workingDirectory)),
    json: resolve(outdir, synthesizedStackPath),
  });
  if (before.size === 0) return;
  const now = resourcesIn(stack);
  for (const cluster of clustersOf(now)) {
    const warning = warningOf(cluster, before, now);
    if (warning !== undefined) Annotations.of(stack).addWarning(warning);
  }
}

/** The servers and machines that are wanted; what is known only when Terraform runs is a token in them. */
function resourcesIn(stack: TerraformStack): Resources {
  const found = stack.node
    .findAll()
    .filter((each) => each instanceof TerraformResource)
    .filter(({ terraformResourceType }) => Object.hasOwn(REPLACING, terraformResourceType));
  return new Map(found.flatMap((each) => [...resourcesOf(each.toTerraform())]));
}

/** Path of the state, where it is a file on this machine. */
function localState(stack: TerraformStack, folder: string): string | undefined {
  const [backend] = stack.node.children.filter(TerraformBackend.isBackend);
  const path: unknown = backend?.toTerraform()?.terraform?.backend?.local?.path;
  return typeof path === "string" ? resolve(folder, path) : undefined;
}
