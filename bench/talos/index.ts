/** What the benchmark of Talos configurations measures besides our library: its loading, and Talos's own. No figures. */
export { firstUseMs } from "./first-use";
export { machineryMs } from "./machinery";
