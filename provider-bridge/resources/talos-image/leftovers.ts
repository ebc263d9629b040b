/** What runs that were killed have left in the project, and how it goes. */
import {
  type ActionWaiter,
  deleteImage,
  deleteServer,
  deleteSshKey,
  type HcloudApi,
  type Image,
  type Labels,
  listServers,
  listSnapshots,
  listSshKeys,
} from "../../clients/hcloud";
import type { LocalRunner } from "../../clients/local-runner";
import { allEnded, type CallContext, together } from "../../clients/transport";
import { managedBy } from "./identity";
import { builderLabels, hasRun, isLeftover } from "./run-labels";

/** Whose leftovers, and by what they are removed. */
export interface Sweep {
  readonly api: HcloudApi;
  readonly actions: ActionWaiter;
  readonly runner: LocalRunner;
  readonly nowMs: number;
}

/** Removes temporary servers, keys and half-made snapshots that nobody works on any more. */
export async function sweepLeftovers(sweep: Sweep, context: CallContext): Promise<void> {
  const { api, runner, nowMs } = sweep;
  const [servers, keys, snapshots] = await together(context, (each) => [
    listServers(api, builderLabels, each),
    listSshKeys(api, builderLabels, each),
    listSnapshots(api, { ...managedBy, component: "image" }, each),
  ]);
  const isOver = ({ labels }: { readonly labels: Labels }) => hasRun(labels) && isLeftover(labels, runner, nowMs);
  const isHalf = (image: Image) => image.status !== "available" && isOver(image);
  const tell = (what: string, id: number) => context.log.warn("removing what an earlier run left behind", { what, id });
  await allEnded([
    ...servers.filter(isOver).map(({ id }) => {
      tell("server", id);
      return removeServer(sweep, id, context);
    }),
    ...keys.filter(isOver).map(({ id }) => {
      tell("ssh key", id);
      return deleteSshKey(api, id, context);
    }),
    ...snapshots.filter(isHalf).map(({ id }) => {
      tell("snapshot", id);
      return deleteImage(api, id, context);
    }),
  ]);
}

/** Deletes a server and waits until it is gone. */
export async function removeServer(
  { api, actions }: Pick<Sweep, "api" | "actions">,
  id: number,
  context: CallContext,
): Promise<void> {
  const action = await deleteServer(api, id, context);
  if (action !== undefined) await actions.done(action, context);
}
