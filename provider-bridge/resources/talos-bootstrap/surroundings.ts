/** What a bootstrap is made with. */
import type { TalosAccessSettings, TalosAccessSurroundings } from "../../attributes";
import type { WithClients } from "../../clients/clients";
import type { WithFleet } from "../../fleet";

/** The part of the provider's settings that a bootstrap needs. */
export type TalosBootstrapSettings = WithClients & WithFleet & TalosAccessSettings;

/** What the resource reaches outside of itself for. */
export type TalosBootstrapSurroundings = TalosAccessSurroundings;
