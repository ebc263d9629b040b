/**
 * Finds the oracles (what real programs answer, as data) through one variable, `HEPHAESTUS_ORACLES`.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const repositoryRoot = resolve(__dirname, "../..");

/** The folder of the oracles: `HEPHAESTUS_ORACLES`, or `../shared/oracles` beside the checkout. It need not exist. */
export function oraclesDirectory(): string {
  const configured = process.env["HEPHAESTUS_ORACLES"];
  return resolve(repositoryRoot, configured !== undefined && configured !== "" ? configured : "../shared/oracles");
}

/** The path of one oracle file or folder, or undefined where the oracles (or that one) are not on this machine. */
export function oracle(path: string): string | undefined {
  const full = resolve(oraclesDirectory(), path);
  return existsSync(full) ? full : undefined;
}
