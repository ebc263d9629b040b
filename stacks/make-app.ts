import { App } from "cdktf";

/** An app that writes to a folder, for programs that have no cdktf of their own at hand. */
export function makeApp(outdir: string): App {
  return new App({ outdir });
}
