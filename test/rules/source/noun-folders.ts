import type { Rule } from "../rule";

const KINDS = /^provider-bridge\/(resources|data-sources|functions|ephemeral)\/(.+)$/;

/** A folder per thing says its name once: inside, files are called after what they do. */
export const nounFolders: Rule = {
  title:
    "Each resource, data source, function and ephemeral resource has one folder, whose files do not repeat its name",
  check: (project) =>
    project.sources.flatMap(({ path }) => {
      const [folder = "", file, ...deeper] = KINDS.exec(path)?.[2]?.split("/") ?? [];
      if (!KINDS.test(path) || folder === "index.ts") return [];
      if (file === undefined) return [{ path, line: 1, message: "stands beside the folders rather than in one" }];
      if (deeper.length > 0) return [{ path, line: 1, message: "stands in a folder of a folder" }];
      return file.startsWith(`${folder}-`) || file === `${folder}.ts`
        ? [{ path, line: 1, message: `repeats "${folder}"` }]
        : [];
    }),
  sample: {
    "provider-bridge/resources/index.ts": "",
    "provider-bridge/resources/talos-image/model.ts": "",
    "provider-bridge/resources/talos-image/talos-image-model.ts": "",
    "provider-bridge/resources/talos-image/inner/model.ts": "",
    "provider-bridge/functions/rdns-name.ts": "",
    "provider-bridge/functions/rdns-name/rdns-name.ts": "",
  },
  found: [
    "provider-bridge/resources/talos-image/talos-image-model.ts:1",
    "provider-bridge/resources/talos-image/inner/model.ts:1",
    "provider-bridge/functions/rdns-name.ts:1",
    "provider-bridge/functions/rdns-name/rdns-name.ts:1",
  ],
};
