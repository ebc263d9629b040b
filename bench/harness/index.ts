/**
 * How benchmarks measure: side by side in one run, round by round, on a machine that is as quiet as it gets.
 * Here belongs what every benchmark needs; never what is measured.
 */

export { type FirstLine, firstLineOf, type StartOptions } from "./first-line";
export { type Measured, measure, type Subject } from "./measure";
export { printResult, printTable } from "./report";
export { median, percentile } from "./statistics";
