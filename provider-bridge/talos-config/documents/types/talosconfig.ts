import type { TypeTable } from "../../schema";

/** The file talosconfig. Field syntax: schema/field.ts. */
export const talosconfigTypes: TypeTable = {
  "talosconfig.Config": "context string; contexts map *talosconfig.Context",
  "talosconfig.Context":
    "target? string; endpoints []string; nodes? []string; ca? string; crt? string; key? string; auth? talosconfig.Auth; cluster? string",
  "talosconfig.Auth": "basic? *talosconfig.Basic; siderov1? *talosconfig.SideroV1",
  "talosconfig.Basic": "username string; password string",
  "talosconfig.SideroV1": "identity string",
};
