// The picture of a table: for each row with a figure a bar for what is proposed and one for what it
// is compared with. The figures are read from the table, so that both can never differ.
import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([AriaComponent, BarChart, GridComponent, LegendComponent, SVGRenderer]);

const ROW = 44;
const AROUND = 56;

/// Draws, and draws again when the theme or the width changes, until the element is gone.
export function draw(element) {
  const rows = read(element);
  const chart = init(element, null, { renderer: 'svg', height: rows.length * ROW + AROUND });
  const paint = () => chart.setOption(option(element, rows), true);
  const theme = new MutationObserver(paint);
  const width = new ResizeObserver(() => {
    if (element.isConnected) {
      chart.resize({ height: rows.length * ROW + AROUND });
    } else {
      theme.disconnect();
      width.disconnect();
      chart.dispose();
    }
  });
  paint();
  theme.observe(document.documentElement, { attributeFilter: ['class'] });
  width.observe(element);
}

/// A network that waits the same with each of its plans has one bar, not one for each.
function read({ dataset: { chart, only } }) {
  const named = new Map();
  for (const row of document.querySelectorAll('[data-chart-table] [data-network]')) {
    const cell = (series) => row.querySelector(`[data-series="${series}"]`);
    const one = cell(chart);
    const fits = one?.dataset.value && (!only || one.dataset.currency === only);
    const { network, plan } = row.dataset;
    const name = only ? `${network}\n${plan}` : network;
    if (fits && !named.has(name)) {
      named.set(name, [Number(one.dataset.value), Number(cell(`${chart}-full`).dataset.value)]);
    }
  }
  return [...named].map(([name, figures]) => ({ name, figures }));
}

function option(element, rows) {
  const color = (name) => getComputedStyle(element).getPropertyValue(name).trim();
  const text = color('--gs-chart-text');
  const subtle = color('--gs-chart-subtle');
  const font = { fontFamily: getComputedStyle(element).fontFamily, fontSize: 12, lineHeight: 16, color: text };
  const narrow = element.clientWidth < 480;
  const series = (name, index) => ({
    name,
    type: 'bar',
    barWidth: 12,
    barGap: '20%',
    itemStyle: { color: color(`--gs-chart-${index + 1}`) },
    label: { show: true, position: 'right', ...font, formatter: ({ value }) => shown(value) },
    data: rows.map(({ figures }) => figures[index]),
  });
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    textStyle: font,
    legend: { left: 0, top: 0, itemGap: 16, textStyle: font },
    grid: { left: 0, right: 56, top: 36, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: subtle } },
      axisLabel: {
        ...font,
        interval: 0,
        width: narrow ? 130 : 190,
        overflow: 'truncate',
      },
    },
    series: [series(element.dataset.one, 0), series(element.dataset.other, 1)],
  };
}

/// As many digits as a person compares by.
function shown(value) {
  return value >= 100 || value === 0 ? value.toFixed(0) : value.toFixed(2);
}
