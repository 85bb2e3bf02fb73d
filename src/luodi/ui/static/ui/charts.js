// Draws every <div data-chart>: the data says what, this file says how. A click on a mark goes to its rows.
"use strict";

(() => {
  const style = getComputedStyle(document.documentElement);
  const ink = (name) => style.getPropertyValue(name).trim();
  const COLOURS = [ink("--accent"), "#7ba3bb", "#8a8f96", "#3a7397", "#b9cedb", "#5d6670"];
  const font = getComputedStyle(document.body).fontFamily;
  const rem = parseFloat(style.fontSize);

  const axis = (extra) => ({
    axisLine: { show: false }, axisTick: { show: false },
    axisLabel: { color: ink("--ink-3"), fontSize: rem * 0.86 },
    splitLine: { lineStyle: { color: ink("--line") } },
    nameTextStyle: { color: ink("--ink-3"), fontSize: rem * 0.86 },
    ...extra,
  });

  function option(data) {
    const units = [...new Set(data.series.map((one) => one.unit))];
    const category = axis({ type: "category", data: data.labels, inverse: data.lying,
      axisLine: { show: true, lineStyle: { color: ink("--line-strong") } },
      axisLabel: { color: ink("--ink-2"), fontSize: rem * 0.86, hideOverlap: true } });
    const values = units.map((unit, index) => axis({ type: "value", name: data.lying ? "" : unit, nameGap: 12, position: index ? "right" : "left",
      splitLine: { show: index === 0, lineStyle: { color: ink("--line") } }, minInterval: unit === "亿元" || unit === "%" ? 0 : 1 }));
    return {
      animation: false, color: COLOURS, textStyle: { fontFamily: font, color: ink("--ink") },
      aria: { enabled: true, label: { description: data.title } },
      grid: { left: 8, right: 8, top: data.series.length > 1 ? 58 : data.lying ? 8 : 30, bottom: 4, containLabel: true },
      legend: data.series.length > 1 ? { top: 0, left: 0, itemWidth: 12, itemHeight: 8, itemGap: 18, icon: "rect",
        textStyle: { color: ink("--ink-2"), fontSize: rem * 0.93 } } : undefined,
      tooltip: { trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: "rgba(18,72,107,.06)" } },
        transitionDuration: 0, confine: true, borderWidth: 0, backgroundColor: ink("--ink"), padding: [6, 10],
        textStyle: { color: "#fff", fontSize: rem * 0.9 }, valueFormatter: (value) => value ?? "—" },
      xAxis: data.lying ? values : category,
      yAxis: data.lying ? category : values,
      series: data.series.map((one) => ({
        name: data.series.length > 1 ? `${one.name}（${one.unit}）` : one.name,
        type: one.line ? "line" : "bar", cursor: "pointer",
        [data.lying ? "xAxisIndex" : "yAxisIndex"]: units.indexOf(one.unit),
        stack: one.stack || undefined, barMaxWidth: 26, barGap: "10%",
        symbol: "circle", symbolSize: 5, lineStyle: { width: 1.6 },
        data: one.values.map((value, index) => ({ value, url: one.urls[index] })),
      })),
    };
  }

  function draw(place) {
    if (echarts.getInstanceByDom(place)) return;
    const chart = echarts.init(place, null, { renderer: "svg" });
    chart.setOption(option(JSON.parse(place.dataset.chart)));
    chart.on("click", (mark) => { if (mark.data?.url) window.location.assign(mark.data.url); });
    new ResizeObserver(() => chart.resize()).observe(place);
  }

  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
  drawAll();
  document.addEventListener("htmx:afterSettle", drawAll);
  window.addEventListener("beforeprint", () => {
    for (const place of document.querySelectorAll("[data-chart]")) echarts.getInstanceByDom(place)?.resize();
  });
})();
