"""What invented firms make and invented projects build, by division of GB/T 4754-2017."""

from dataclasses import dataclass

from luodi.refdata import industries


@dataclass(frozen=True)
class Trade:
    """``firm`` is how its firms call their line; ``projects`` is what comes after a firm's name."""

    industry: str
    weight: int
    firm: str
    projects: tuple[str, ...]

    @property
    def industrial(self) -> bool:
        return industries.industry(self.industry).is_industrial


def _trade(industry: str, weight: int, firm: str, *projects: str) -> Trade:
    return Trade(industry, weight, firm, projects)


TRADES = (
    _trade("C39", 16, "电子科技", "智能终端生产", "液晶显示模组", "精密电路板", "车载显示屏", "智能穿戴设备"),
    _trade("C38", 11, "电气", "动力锂电池", "高效光伏组件", "节能电机", "智能配电柜", "储能电池模组", "特种电缆"),
    _trade("C35", 9, "智能装备", "矿山智能装备", "自动化生产线", "环保成套设备", "食品机械制造", "模具中心"),
    _trade("C34", 8, "机械制造", "精密轴承", "液压元件", "数控机床", "阀门铸造加工", "压缩机生产"),
    _trade("C36", 8, "汽车部件", "汽车零部件", "新能源专用车", "轻量化底盘", "汽车内饰件", "车桥总成"),
    _trade("C30", 8, "新型建材", "装配式建筑构件", "粉煤灰综合利用建材", "节能门窗玻璃", "新型墙体材料"),
    _trade("C26", 7, "化工新材料", "聚碳酸酯", "可降解塑料", "精细化学品", "水性涂料", "煤基新材料"),
    _trade("C13", 8, "农产品加工", "豆制品精深加工", "优质粮油加工", "水产品冷链加工", "配合饲料", "净菜加工"),
    _trade("C14", 6, "食品", "休闲食品", "速冻食品", "调味品", "乳制品加工"),
    _trade("C27", 7, "生物医药", "中药饮片", "药用辅料", "医疗器械", "保健品生产", "生物制剂"),
    _trade("C18", 6, "服饰", "品牌服装", "智能制衣", "家纺产品", "针织服装"),
    _trade("C19", 4, "鞋业", "运动鞋制造", "休闲鞋产业园", "鞋材配套"),
    _trade("C29", 5, "塑胶", "改性塑料", "高分子管材", "橡胶制品", "可循环包装"),
    _trade("C33", 5, "金属制品", "钢结构加工", "特种紧固件", "金属包装", "五金制品"),
    _trade("C31", 3, "特钢", "特种钢材深加工", "高强度钢管", "特钢锻件"),
    _trade("C42", 4, "资源循环", "煤矸石综合利用", "再生资源加工", "废旧轮胎再利用", "固废处置中心"),
    _trade("C21", 3, "家居", "全屋定制家具", "智能家居产业园"),
    _trade("C15", 2, "饮品", "饮料生产", "特色酒酿造"),
    _trade("C40", 2, "仪器仪表", "智能传感器", "煤矿安全监测仪器"),
    _trade("D44", 3, "新能源", "水面光伏发电", "生物质热电联产", "分布式光伏"),
    _trade("A01", 6, "现代农业", "现代农业示范园", "稻虾综合种养", "智能温室蔬菜", "优质果蔬基地"),
    _trade("F51", 4, "供应链", "农产品交易中心", "建材家居批发市场", "冷链交易中心"),
    _trade("G59", 4, "物流", "智慧物流园", "城乡冷链物流", "公铁联运仓储中心"),
    _trade("I65", 4, "软件", "软件研发中心", "工业互联网平台", "数字经济产业园"),
    _trade("I64", 3, "数据", "大数据中心", "电商直播基地", "云计算产业园"),
    _trade("K70", 3, "置业", "商业综合体", "产业新城", "文化商业街区"),
    _trade("L72", 3, "商务服务", "总部经济园", "人力资源产业园", "呼叫中心"),
    _trade("H61", 2, "酒店管理", "温泉度假酒店", "精品民宿集群"),
    _trade("N78", 3, "文旅", "古城文化旅游区", "湿地生态旅游", "乡村旅游综合体"),
    _trade("Q84", 2, "健康产业", "康养中心", "医养结合社区"),
    _trade("F52", 2, "商贸", "汽车销售服务城", "家居生活广场"),
    _trade("M73", 2, "技术研究", "新材料研究院", "检验检测中心"),
)  # fmt: skip

BY_INDUSTRY = {trade.industry: trade for trade in TRADES}
