import type { Cartesian3 } from "cesium";
import { FeaturePlaces } from "./feature-places.ts";
import type { FeaturePick } from "./scene-contract.ts";
import { FIRST_ALARM_RANK, markOf, type StatusMark } from "./status-mark.ts";

/** A feature that has a mark and a place. */
export interface MarkedFeature {
  readonly pick: FeaturePick;
  readonly mark: StatusMark;
  readonly footEcefM: Cartesian3;
}

/**
 * Quiet marks (stale, bad, shelved) are drawn only while there are no more than this in all visible layers. One dead
 * sensor is worth a walk; when a whole area is silent the hatch on the pipes and the words in the panels say it, and
 * a thousand clocks would hide the alarms.
 */
const MAX_QUIET_SYMBOLS = 60;

interface LayerSymbols {
  places: FeaturePlaces;
  isVisible: boolean;
  /** Answers whether a feature's class is hidden. */
  isHidden(featureIndex: number): boolean;
  /** By feature index; only features whose status asks for a mark. */
  readonly marks: Map<number, StatusMark>;
  /** Feet worked out so far; forgotten when places or ground change. */
  readonly feet: Map<number, Cartesian3 | undefined>;
}

/** The marks of all layers, kept up to date change by change: O(features changed), never a scan of what did not. */
export class SymbolSet {
  readonly #layers = new Map<string, LayerSymbols>();
  #isGroundOpaque = false;
  #drawn: readonly MarkedFeature[] | undefined;

  setPlaces(layer: string, places: FeaturePlaces): void {
    const symbols = this.#layerOf(layer);
    symbols.places = places;
    symbols.feet.clear();
    this.#drawn = undefined;
  }

  setVisible(layer: string, isVisible: boolean): void {
    const symbols = this.#layerOf(layer);
    if (symbols.isVisible === isVisible) return;
    symbols.isVisible = isVisible;
    this.#drawn = undefined;
  }

  /** Features that are not drawn have no mark either. */
  setHidden(layer: string, isHidden: (featureIndex: number) => boolean): void {
    this.#layerOf(layer).isHidden = isHidden;
    this.#drawn = undefined;
  }

  /** With opaque ground a mark stands on it, else on the feature. */
  setGroundOpaque(isOpaque: boolean): void {
    if (this.#isGroundOpaque === isOpaque) return;
    this.#isGroundOpaque = isOpaque;
    for (const { feet } of this.#layers.values()) feet.clear();
    this.#drawn = undefined;
  }

  /** Takes the status of the features named. */
  update(layer: string, status: Uint8Array, changed: Iterable<number>): void {
    const { marks } = this.#layerOf(layer);
    for (const index of changed) {
      const mark = markOf(status[index] ?? 0);
      if (mark) marks.set(index, mark);
      else if (!marks.delete(index)) continue;
      this.#drawn = undefined;
    }
  }

  removeLayer(layer: string): void {
    if (this.#layers.delete(layer)) this.#drawn = undefined;
  }

  findPlace({ layer, featureIndex }: FeaturePick): ReturnType<FeaturePlaces["find"]> {
    return this.#layers.get(layer)?.places.find(featureIndex);
  }

  /** ECEF metres; `undefined` where the feature has no place. */
  findFoot({ layer, featureIndex }: FeaturePick): Cartesian3 | undefined {
    const symbols = this.#layers.get(layer);
    return symbols ? this.#footOf(symbols, featureIndex) : undefined;
  }

  /** What to draw, the same array until something changes. */
  toDraw(): readonly MarkedFeature[] {
    this.#drawn ??= this.#collect();
    return this.#drawn;
  }

  #collect(): MarkedFeature[] {
    const alarms: MarkedFeature[] = [];
    const quiet: MarkedFeature[] = [];
    for (const [layer, symbols] of this.#layers) {
      if (!symbols.isVisible) continue;
      for (const [featureIndex, mark] of symbols.marks) {
        const isAlarm = mark.rank >= FIRST_ALARM_RANK;
        if (!isAlarm && quiet.length > MAX_QUIET_SYMBOLS) continue;
        if (symbols.isHidden(featureIndex)) continue;
        const footEcefM = this.#footOf(symbols, featureIndex);
        if (footEcefM) (isAlarm ? alarms : quiet).push({ pick: { layer, featureIndex }, mark, footEcefM });
      }
    }
    return quiet.length > MAX_QUIET_SYMBOLS ? alarms : [...alarms, ...quiet];
  }

  #footOf(symbols: LayerSymbols, featureIndex: number): Cartesian3 | undefined {
    if (!symbols.feet.has(featureIndex)) {
      symbols.feet.set(featureIndex, symbols.places.findFoot(featureIndex, this.#isGroundOpaque));
    }
    return symbols.feet.get(featureIndex);
  }

  #layerOf(layer: string): LayerSymbols {
    const known = this.#layers.get(layer);
    if (known) return known;
    const made: LayerSymbols = {
      places: new FeaturePlaces(),
      isVisible: true,
      isHidden: () => false,
      marks: new Map(),
      feet: new Map(),
    };
    this.#layers.set(layer, made);
    return made;
  }
}
