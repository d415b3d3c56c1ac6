import { readPlate, showPlate } from '../language/plates.ts'
import { fit } from '../whatsapp/fit.ts'
import type { Conversation } from './conversation.ts'

/** How many of a customer's vehicles are remembered. */
const mostVehicles = 5

/** What a button holds. */
const mostInTitle = 20

/** The vehicles that a customer came with, the last one first. */
export function vehiclesOf({ vehicles, vehicle }: Conversation): string[] {
  return vehicles ?? (vehicle ? [vehicle] : [])
}

/** With this one first: the same plate is the same vehicle, however it is written. */
export function withVehicle(vehicles: string[], vehicle: string): string[] {
  const others = vehicles.filter((each) => vehicleKey(each) !== vehicleKey(vehicle))
  return [vehicle, ...others].slice(0, mostVehicles)
}

/** A vehicle as a button can show it: whole, or as much of it as there is room for beside its plate. */
export function vehicleTitle(vehicle: string): string {
  if (vehicle.length <= mostInTitle) return vehicle
  const plate = readPlate(vehicle)
  if (plate === null) return fit(vehicle, mostInTitle)
  const shown = showPlate(plate)
  return `${fit(vehicle, mostInTitle - shown.length - 1)} ${shown}`
}

/** The same plate is the same vehicle, however it is written. */
export function isSameVehicle(one: string, other: string): boolean {
  return vehicleKey(one) === vehicleKey(other)
}

/** What a vehicle is known by: its plate, if it has one. */
export function vehicleKey(vehicle: string): string {
  return readPlate(vehicle) ?? vehicle.toLowerCase()
}
