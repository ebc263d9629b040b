/** What an image is made with. */
import type { WithClients } from "../../clients/clients";
import type { LocalRunner } from "../../clients/local-runner";

/** The part of the provider's settings that an image needs. */
export interface TalosImageSettings extends WithClients {
  readonly hcloudToken: string | undefined;
  readonly imageFactoryUrl: string;
  readonly ssh: { readonly port: number; readonly timeoutMs: number };
}

/** What the resource reaches outside of itself for. */
export interface TalosImageSurroundings {
  /** This process, by which leftovers of killed ones are told. */
  readonly runner: () => LocalRunner;
}
