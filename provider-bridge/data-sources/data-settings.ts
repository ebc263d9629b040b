/** What data sources that look at machines and clusters are made with. */
import type { TalosAccessSettings, TalosAccessSurroundings } from "../attributes";
import type { WithClients } from "../clients/clients";
import type { WithFleet } from "../fleet";

/** The part of the provider's settings that they need. */
export type TalosDataSettings = WithClients & WithFleet & TalosAccessSettings;

/** What they reach outside of themselves for. */
export type TalosDataSurroundings = TalosAccessSurroundings;
