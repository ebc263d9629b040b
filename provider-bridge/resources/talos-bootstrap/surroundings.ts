/** What a bootstrap is made with. */
import type { TalosAccessSettings, TalosAccessSurroundings } from "../../attributes";
import type { WithClients } from "../../clients/clients";

/** The part of the provider's settings that a bootstrap needs. */
export type TalosBootstrapSettings = WithClients & TalosAccessSettings;

/** What the resource reaches outside of itself for. */
export type TalosBootstrapSurroundings = TalosAccessSurroundings;
