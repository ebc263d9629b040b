/** Actions: things that take time. Their effects happen at their beginning, at their end, or not at all when they fail. */
import type { Action, ActionResource } from "./action";
import { takeId } from "./state";
import type { World } from "./world";

/** What is to be done. */
export interface ActionPlan {
  command: string;
  resources: ActionResource[];
  /** Simulated milliseconds. */
  durationMs: number;
  /** Runs at once. Not when the action is bound to fail. */
  begin?: () => void;
  /** Runs when the time is over. Not when the action is bound to fail. */
  end?: () => void;
  /** Runs when the time is over and the action has failed. */
  fail?: () => void;
}

/** Commands that name a server without keeping others off it. */
const lockFree = new Set([
  "apply_firewall",
  "remove_firewall",
  "set_firewall_rules",
  "change_dns_ptr",
  "change_protection",
  "assign_floating_ip",
  "unassign_floating_ip",
]);

/**
 * Starts an action. At speed 0 it is over before this returns: its answer then says success already, and no client has
 * to poll. A fault of door "action" makes it fail at its end or last longer.
 */
export function startAction(world: World, plan: ActionPlan): Action {
  const fault = world.faults.take("action", plan.command, subjectOf(plan.resources));
  const held = typeof fault?.["durationMs"] === "number" ? fault["durationMs"] : undefined;
  const error = fault === undefined || held !== undefined ? null : errorOf(fault);
  const work = error === null || fault?.["applied"] === true ? plan : { ...plan, begin: undefined, end: undefined };
  const action: Action = {
    id: takeId(world.state, "actions"),
    command: plan.command,
    status: "running",
    startedMs: world.clock.now(),
    finishedMs: null,
    durationMs: held ?? plan.durationMs,
    error: null,
    resources: plan.resources,
  };
  world.state.actions.set(action.id, action);
  forgetOldest(world);
  setLock(world, action, true);
  work.begin?.();
  const finish = () => {
    if (!world.pendingActions.delete(action.id)) return;
    cancel();
    finishAction(world, action, work.end ?? (error === null ? undefined : plan.fail), error);
  };
  world.pendingActions.set(action.id, finish);
  let cancel = () => {};
  if (world.clock.speed === 0 && held === undefined) finish();
  else if (held !== undefined) cancel = world.clock.deadline(held, finish);
  else cancel = world.clock.after(action.durationMs, finish);
  return action;
}

/** Actions outlive their resources, but not for ever: a client follows one for minutes, not for so many others. */
const mostKept = 100_000;

function forgetOldest(world: World): void {
  const { actions } = world.state;
  for (const [id, action] of actions) {
    if (actions.size <= mostKept || action.status === "running") return;
    actions.delete(id);
  }
}

/** Brings every running action to its end now, also those that start meanwhile: the world is at rest afterwards. */
export function settle(world: World): void {
  const mostRounds = 1000;
  for (let round = 0; round < mostRounds && world.pendingActions.size > 0; round++) {
    for (const finish of [...world.pendingActions.values()]) finish();
  }
}

/** Progress in percent at this moment. */
export function progressOf(action: Action, nowMs: number): number {
  if (action.status !== "running") return 100;
  const part = (nowMs - action.startedMs) / Math.max(1, action.durationMs);
  return Math.max(0, Math.min(99, Math.floor(part * 100)));
}

function finishAction(world: World, action: Action, effect: (() => void) | undefined, error: Action["error"]): void {
  setLock(world, action, false);
  action.finishedMs = world.clock.now();
  action.status = error === null ? "success" : "error";
  action.error = error;
  effect?.();
  const on = subjectOf(action.resources);
  const text = error === null ? `${action.command} on ${on}` : `${action.command} on ${on} failed: ${error.code}`;
  world.events.emit({ type: "action.finished", actionId: action.id, text });
}

function setLock(world: World, action: Action, lock: boolean): void {
  if (lockFree.has(action.command)) return;
  for (const resource of action.resources) {
    const server = resource.type === "server" ? world.state.servers.get(resource.id) : undefined;
    if (server === undefined) continue;
    server.lockedBy = server.lockedBy.filter((id) => id !== action.id);
    if (lock) server.lockedBy.push(action.id);
  }
}

function subjectOf(resources: ActionResource[]): string {
  return resources.map((resource) => `${resource.type}/${resource.id}`).join(" ");
}

function errorOf(fault: Readonly<Record<string, unknown>>): { code: string; message: string } {
  const { code, message } = { code: fault["code"], message: fault["message"] };
  return {
    code: typeof code === "string" ? code : "server_error",
    message: typeof message === "string" ? message : "The action failed (a fault of the sandbox)",
  };
}
