/** Who makes something temporary and until when: how leftovers of a killed run are told from a living build. Pure. */
import type { Labels } from "../../clients/hcloud";
import type { LocalRunner } from "../../clients/local-runner";
import { managedBy } from "./identity";

/** Labels of temporary servers and keys. */
export const builderLabels: Labels = { ...managedBy, component: "image-builder" };

/** One build. */
export interface Run {
  /** `<process id>-<random>`, unique among builds. */
  readonly id: string;
  readonly labels: Labels;
}

/** A new run, which is over for certain at `deadlineMs` (milliseconds since 1970). */
export function newRun(runner: LocalRunner, random: () => number, deadlineMs: number): Run {
  const id = `${runner.pid}-${Math.floor(random() * 2 ** 32).toString(36)}`;
  return { id, labels: { runner: runner.id, run: id, deadline: String(Math.ceil(deadlineMs / 1000)) } };
}

/** Without what says who made it: it belongs to a state now. */
export function withoutRun(labels: Labels): Labels {
  const { runner: _runner, run: _run, deadline: _deadline, ...rest } = labels;
  return rest;
}

/** Whether a state has not yet taken over what these labels stand on. */
export function hasRun(labels: Labels): boolean {
  return labels["run"] !== undefined;
}

/** Whether nobody works on it any more: its time is over, or it was made here by a process that is gone. */
export function isLeftover(labels: Labels, runner: LocalRunner, nowMs: number): boolean {
  return isPastDeadline(labels, nowMs) || isOfDeadRun(labels, runner);
}

/** Whether it was made in this folder of this machine by a process that is gone. */
export function isOfDeadRun({ runner, run = "" }: Labels, self: LocalRunner): boolean {
  const pid = Number(/^(\d+)-/.exec(run)?.[1]);
  return runner === self.id && pid !== self.pid && !self.isAlive(pid);
}

/** Without a deadline that can be read it is nobody's to clean up. */
export function isPastDeadline({ deadline }: Labels, nowMs: number): boolean {
  return Number(deadline ?? Number.NaN) * 1000 < nowMs;
}
