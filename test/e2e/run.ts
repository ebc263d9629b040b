/**
 * The whole product against a Hetzner project, for whoever pays for it: asked first, cleaned up in every case. Here
 * belong the run and its evidence; never what is played, which tests on the sandbox play as well.
 */
import type { Core } from "../../scripts/cores";
import type { Evidence } from "../peers/evidence";
import { StackFolder } from "../support/stack-stage";
import { costOf } from "./cost";
import { HetznerProject, type ProjectAccess } from "./project";
import { LOCATION, PURCHASES, SCENES, type Scene, type SceneStage } from "./scenes";

/** What a run works with. */
export interface RunOptions {
  readonly core: Core;
  readonly access: ProjectAccess;
  /** Variables for terraform: token, endpoint, and the sandbox's others where it is one. */
  readonly environment: Readonly<Record<string, string>>;
  /** Text of the `provider_installation` block. @default that of a stack on the sandbox */
  readonly installation?: string;
  /** Name of all clusters, which nothing else in the project has. */
  readonly cluster: string;
  /** Asks the user; only true goes on. */
  readonly ask: (question: string) => Promise<boolean>;
  readonly print: (line: string) => void;
  /** Waits between two rounds of deleting. */
  readonly pause: () => Promise<void>;
  /** Stops the run; what was made is deleted all the same. */
  readonly signal: AbortSignal;
  /** @default all of them */
  readonly scenes?: readonly Scene[];
}

/** No apply takes longer, not even of five nodes. */
const DEADLINE_MS = 45 * 60_000;

/** Plays all scenes; what was made is gone at the end, whatever happened. Nothing is made without a yes. */
export async function runEndToEnd(options: RunOptions): Promise<readonly Evidence[]> {
  const { core, cluster, ask, print, scenes = SCENES } = options;
  const peer = `Hetzner Cloud, ${core.family} ${core.version}`;
  const project = new HetznerProject(options.access, options.pause);
  const cost = costOf(await project.pricing(), PURCHASES, LOCATION);
  const question = `This buys servers and a load balancer for less than an hour: about ${cost.toFixed(2)} EUR. Go on?`;
  if (!(await ask(question))) {
    return scenes.map(({ what }) => ({ peer, what, result: "skipped", detail: "nobody said yes to the cost" }));
  }
  const folder = folderOf(options);
  const interrupt = () => folder.interrupt();
  options.signal.addEventListener("abort", interrupt);
  const stage: SceneStage = { folder, project, cluster };
  const evidence: Evidence[] = [];
  try {
    for (const scene of scenes) {
      const came = await played(scene, stage, options.signal);
      evidence.push({ peer, what: scene.what, ...came });
      print(`${came.result.toUpperCase()} ${scene.what}: ${came.detail}`);
    }
  } finally {
    evidence.push({ peer, what: "nothing is left that carries our label", ...(await cleaned(project, cluster)) });
    options.signal.removeEventListener("abort", interrupt);
    await folder.close();
  }
  return evidence;
}

function folderOf({ core, environment, installation }: RunOptions): StackFolder {
  const where = installation === undefined ? {} : { installation };
  return new StackFolder({ core, environment, deadlineMs: DEADLINE_MS, ...where });
}

type Outcome = Pick<Evidence, "result" | "detail">;

async function played(scene: Scene, stage: SceneStage, signal: AbortSignal): Promise<Outcome> {
  if (signal.aborted) return { result: "skipped", detail: "interrupted" };
  const began = performance.now();
  try {
    const detail = await scene.play(stage);
    return { result: "passed", detail: `${detail}, ${Math.round((performance.now() - began) / 1000)} s` };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { result: "failed", detail: message.replace(/\s+/g, " ").slice(-600) };
  }
}

async function cleaned(project: HetznerProject, cluster: string): Promise<Outcome> {
  const label = `cluster=${cluster}`;
  const found = await project.labelled(label);
  const left = await project.deleteLabelled(label);
  if (left.length === 0)
    return { result: "passed", detail: `${found.length} things were deleted after the last scene` };
  const names = left.map(({ kind, id, name }) => `${kind} ${id} (${name})`);
  return { result: "failed", detail: `delete by hand: ${names.join(", ")}` };
}
