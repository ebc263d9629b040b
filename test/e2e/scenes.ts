import { TerraformOutput, TerraformStack } from "cdktf";
import { TalosImage } from "../../constructs";
import { HcloudProvider } from "../../constructs/bindings/hcloud";
import { ClusterStack, type ClusterStackProps, HephaestusProvider } from "../../stacks";
import type { StackFolder } from "../support/stack-stage";
import type { Purchase } from "./cost";
import type { HetznerProject } from "./project";

/** What every scene works with. */
export interface SceneStage {
  readonly folder: StackFolder;
  readonly project: HetznerProject;
  /** Name of every cluster, which the label `cluster` of everything has. */
  readonly cluster: string;
  /** Id of the image, once it is made. */
  image?: string;
}

/** A part of the run. */
export interface Scene {
  readonly what: string;
  /** Plays it; resolves to figures. @throws Error with what went otherwise. */
  readonly play: (stage: SceneStage) => Promise<string>;
}

export const LOCATION = "hel1";
const TYPE = "cpx22";
const TALOS = "v1.13.9";

/** Whatever the scenes buy at most, each for less than an hour. */
export const PURCHASES: readonly Purchase[] = [
  { what: "server_types", type: TYPE, count: 1 + 1 + 6 },
  { what: "load_balancer_types", type: "lb11", count: 1 },
];

/** The scenes, in their order. The image stays until the end, when everything with the label is deleted. */
export const SCENES: readonly Scene[] = [
  { what: "a Talos image", play: playImage },
  { what: "1 control plane: deploy, empty plan, drift, repair, destroy", play: playSmall },
  { what: "3 control planes, 2 workers: deploy, empty plan, scale to 3 and back, destroy", play: playLarge },
];

async function playImage(stage: SceneStage): Promise<string> {
  const { folder, cluster: clusterName } = stage;
  await folder.synthesise("image", (app) => {
    const stack = new TerraformStack(app, "image");
    new HcloudProvider(stack, "hcloud");
    new HephaestusProvider(stack, "hephaestus");
    const image = new TalosImage(stack, "amd64", {
      clusterName,
      talosVersion: TALOS,
      arch: "amd64",
    });
    new TerraformOutput(stack, "image", { value: image.imageId });
  });
  await folder.apply();
  await expectNothing(folder);
  stage.image = String(await folder.output("image"));
  return `image ${stage.image}`;
}

async function playSmall(stage: SceneStage): Promise<string> {
  const { folder, project, cluster } = stage;
  await synthesise(stage, { controlPlane: { count: 1, type: TYPE } });
  await folder.apply();
  await expectNothing(folder);
  const server = (await project.labelled(`cluster=${cluster}`)).find(({ kind }) => kind === "servers");
  await project.label(server?.id ?? 0, "pool", "somebody-elses");
  const seen = (await folder.plan()).map(({ action, address, attributes }) => `${action} ${address} ${attributes}`);
  if (seen.length !== 1 || !/^update hcloud_server\..* labels$/.test(seen[0] ?? ""))
    throw new Error(`Cannot see the label that was changed: the plan has ${JSON.stringify(seen)}`);
  await folder.apply();
  await expectNothing(folder);
  await folder.destroy();
  return "1 node";
}

async function playLarge(stage: SceneStage): Promise<string> {
  const { folder } = stage;
  const controlPlane = { count: 3, type: TYPE };
  for (const count of [2, 3, 2]) {
    await synthesise(stage, { controlPlane, workers: { count, type: TYPE } });
    await folder.apply();
    await expectNothing(folder);
  }
  await folder.destroy();
  return "5 nodes, 6, and 5 again";
}

async function synthesise({ folder, cluster, image }: SceneStage, nodes: ClusterStackProps["nodes"]): Promise<void> {
  const talos = { version: TALOS, ...(image === undefined ? {} : { imageIds: { amd64: image } }) };
  const hetzner = { region: LOCATION };
  await folder.synthesise(cluster, (app) => {
    new ClusterStack(app, cluster, { clusterName: cluster, hetzner, nodes, talos });
  });
}

async function expectNothing(folder: StackFolder): Promise<void> {
  const changes = await folder.plan();
  if (changes.length > 0) throw new Error(`Cannot see an empty plan: it has ${JSON.stringify(changes)}`);
}
