/** One chart: lines of values, thresholds with their conditions, and a mark per measurement whose shape tells its phase. */
import uPlot from 'uplot';
import { formatOffset, formatTimeOfDay } from '../../experiments/values/duration.ts';
import type { Chart, Threshold } from '../model/page.ts';

const HEIGHT = 220;
const LINE_WIDTH = 1.5;
const MARK_SIZE = 5;
/** Room around what is drawn, as parts of its height and width: marks are not cut off. */
const AIR = 0.12;
const SIDE_AIR = 0.02;
const DASHES: Readonly<Record<Threshold['kind'], number[]>> = { success: [6, 4], failure: [2, 3] };
const LINES = ['--results-line-1', '--results-line-2', '--results-line-3', '--results-line-4'];

export class ChartView {
  readonly #host: HTMLElement;
  #chart: Chart;
  #plot: uPlot | undefined;
  readonly #resized: ResizeObserver;

  constructor(host: HTMLElement, chart: Chart) {
    this.#host = host;
    this.#chart = chart;
    this.#resized = new ResizeObserver(() => this.#fit());
    this.#resized.observe(host);
    this.draw();
  }

  /** Takes over new values; draws from the start only when there are other lines. */
  show(chart: Chart): void {
    const isSame = chart.series.length === this.#chart.series.length;
    this.#chart = chart;
    if (isSame && this.#plot !== undefined) this.#plot.setData(dataOf(chart));
    else this.draw();
  }

  /** Draws everything anew, as when the theme changed. */
  draw(): void {
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(), dataOf(this.#chart), this.#host);
  }

  dispose(): void {
    this.#resized.disconnect();
    this.#plot?.destroy();
  }

  #fit(): void {
    const width = this.#host.clientWidth;
    if (width > 0 && width !== this.#plot?.width) this.#plot?.setSize({ width, height: HEIGHT });
  }

  #options(): uPlot.Options {
    const ink = color('--results-ink');
    const grid = { stroke: color('--results-grid'), width: 1 };
    const font = `11px ${getComputedStyle(document.body).fontFamily}`;
    const axis: uPlot.Axis = { stroke: ink, grid, ticks: grid, font };
    return {
      width: Math.max(1, this.#host.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      scales: {
        x: { time: false, range: (_plot, min, max) => widen(min, max, SIDE_AIR) },
        y: { range: (_plot, min, max) => this.#range(min, max) },
      },
      axes: [
        { ...axis, values: (_plot, times) => times.map(time => this.#time(time)) },
        { ...axis, size: 60 },
      ],
      series: [
        {},
        ...this.#chart.series.map(({ label }, index) => ({
          label,
          stroke: color(LINES[index % LINES.length] ?? '--results-ink'),
          width: LINE_WIDTH,
          spanGaps: true,
          points: { show: false },
        })),
      ],
      hooks: { draw: [plot => this.#drawOver(plot)] },
    };
  }

  #time(seconds: number): string {
    const { epoch } = this.#chart;
    return epoch === undefined ? formatOffset(seconds * 1000) : formatTimeOfDay(epoch + seconds * 1000);
  }

  /** Thresholds are always within, with some air above and below. */
  #range(min: number | null, max: number | null): [number, number] {
    const known = [min, max, ...this.#chart.thresholds.map(({ value }) => value)].filter(value => value !== null);
    return known.length === 0 ? [0, 1] : widen(Math.min(...known), Math.max(...known), AIR);
  }

  #drawOver(plot: uPlot): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const threshold of this.#chart.thresholds) drawThreshold(plot, threshold);
    this.#drawMarks(plot);
    ctx.restore();
  }

  /** At the value; at the lower edge where a measurement has none. */
  #drawMarks(plot: uPlot): void {
    const { times, phases, series } = this.#chart;
    times.forEach((time, index) => {
      const x = plot.valToPos(time, 'x', true);
      const values = series.map(({ values: list }) => list[index] ?? null).filter(value => value !== null);
      const floor = plot.bbox.top + plot.bbox.height - MARK_SIZE * 2 * uPlot.pxRatio;
      const heights = values.length > 0 ? values.map(value => plot.valToPos(value, 'y', true)) : [floor];
      for (const y of heights) drawMark(plot.ctx, phases[index] ?? '', x, y);
    });
  }
}

function widen(low: number, high: number, air: number): [number, number] {
  const room = (high - low || Math.abs(high) || 1) * air;
  return [low - room, high + room];
}

function dataOf({ times, series }: Chart): uPlot.AlignedData {
  return [[...times], ...series.map(({ values }) => [...values])];
}

function color(name: string): string {
  return getComputedStyle(document.body).getPropertyValue(name).trim() || 'gray';
}

function drawThreshold(plot: uPlot, { value, label, kind }: Threshold): void {
  const { ctx, bbox } = plot;
  const y = plot.valToPos(value, 'y', true);
  ctx.strokeStyle = color(`--results-${kind}`);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = LINE_WIDTH * uPlot.pxRatio;
  ctx.setLineDash(DASHES[kind].map(length => length * uPlot.pxRatio));
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = `${11 * uPlot.pxRatio}px ${getComputedStyle(document.body).fontFamily}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.fillText(label, bbox.left + bbox.width - 4 * uPlot.pxRatio, y - 2 * uPlot.pxRatio);
}

/** Circle, cross, triangle, diamond: told apart without colour. */
function drawMark(ctx: CanvasRenderingContext2D, phase: string, x: number, y: number): void {
  const size = MARK_SIZE * uPlot.pxRatio;
  ctx.lineWidth = 2 * uPlot.pxRatio;
  ctx.strokeStyle = color(`--results-${phase === '' ? 'Running' : phase}`);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.beginPath();
  switch (phase) {
    case 'Successful':
      ctx.arc(x, y, size * 0.7, 0, 2 * Math.PI);
      ctx.fill();
      break;
    case 'Failed':
      ctx.moveTo(x - size, y - size);
      ctx.lineTo(x + size, y + size);
      ctx.moveTo(x + size, y - size);
      ctx.lineTo(x - size, y + size);
      ctx.stroke();
      break;
    case 'Error':
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y + size);
      ctx.lineTo(x - size, y + size);
      ctx.closePath();
      ctx.stroke();
      break;
    case 'Inconclusive':
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y);
      ctx.lineTo(x, y + size);
      ctx.lineTo(x - size, y);
      ctx.closePath();
      ctx.stroke();
      break;
    default:
      ctx.arc(x, y, size * 0.7, 0, 2 * Math.PI);
      ctx.stroke();
  }
}
