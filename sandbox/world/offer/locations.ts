/** Hetzner's locations and the traffic that is included there. */
import type { Location } from "../catalogue";

const place = (
  id: number,
  name: string,
  description: string,
  [country, city]: readonly [string, string],
  [latitude, longitude]: readonly [number, number],
  networkZone: string,
): Location => ({ id, name, description, country, city, latitude, longitude, networkZone });

/** Locations, ascending by id. */
export const locations: Location[] = [
  place(1, "fsn1", "Falkenstein DC Park 1", ["DE", "Falkenstein"], [50.47612, 12.370071], "eu-central"),
  place(2, "nbg1", "Nuremberg DC Park 1", ["DE", "Nuremberg"], [49.452102, 11.076665], "eu-central"),
  place(3, "hel1", "Helsinki DC Park 1", ["FI", "Helsinki"], [60.169855, 24.938379], "eu-central"),
  place(4, "ash", "Ashburn, VA", ["US", "Ashburn, VA"], [39.045821, -77.487073], "us-east"),
  place(5, "hil", "Hillsboro, OR", ["US", "Hillsboro, OR"], [45.54222, -122.951924], "us-west"),
  place(6, "sin", "Singapore", ["SG", "Singapore"], [1.283333, 103.833333], "ap-southeast"),
];

/** Locations in Europe, where included traffic is 20 TB. */
export const europe = ["fsn1", "nbg1", "hel1"];
/** Locations elsewhere. */
export const overseas = ["ash", "hil", "sin"];
/** All locations by name. */
export const everywhere = [...europe, ...overseas];

const tebibyte = 1024 ** 4;

/** Traffic included with a server or load balancer, in bytes: 20 TB in Europe, taken as 1 TB elsewhere. */
export function includedTrafficBytes(location: string): number {
  return (europe.includes(location) ? 20 : 1) * tebibyte;
}

/** Net EUR per TB beyond: 1.00 in Europe; elsewhere higher, unverified. */
export function perTbTrafficNetEur(location: string): number {
  return europe.includes(location) ? 1 : location === "sin" ? 7.4 : 1;
}
