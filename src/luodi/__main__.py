"""The command line: every command of ./luodi that is not about setting up."""

import argparse
import os
import sys

import django
from django.core.management import ManagementUtility, get_commands
from django.core.management.base import CommandError, SystemCheckError

from config import environment
from luodi.kernel.findings import Refusal

_SETTINGS = {"portal": "config.settings_public"}
"""Commands that run with other settings than the desk."""

OUR_NAMES = {"check": "check_figures", "check_system": "check"}
"""In a house of figures, ``check`` checks figures; the framework's own check has another name here."""

HELP = """\
落地 Luodi

  ./luodi demo      准备运行环境，建好演示城市，启动服务
  ./luodi serve     启动服务（--port 端口，--public 同时启动公开网站）
  ./luodi figures   按期间、范围、截止时点列出指标
  ./luodi check     用一张指标表核对台账
  ./luodi import    读一个工作簿，--preview 只看读到了什么
  ./luodi presscheck 对数：核对一份稿件里的数
  ./luodi scheme    试算考核办法：check 检查、test 运行算例、explain 说明
  ./luodi migrate   建立或升级数据库
  ./luodi fonts     下载公文 PDF 用的免费字体
  ./luodi test      准备测试环境，运行全部测试
  ./luodi help 命令  某个命令的用法；./luodi help --commands 列出全部命令
"""

PARSER_IN_CHINESE = {
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "expected one argument": "后面应有一个值",
    "expected at least one argument": "后面至少应有一个值",
    "invalid %(type)s value: %(value)r": "不合要求：%(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r，可选 %(choices)s",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "not allowed with argument %s": "不能与 %s 同用",
    "usage: ": "用法：",
}


def main() -> int:
    if chosen := _SETTINGS.get("".join(sys.argv[1:2])):
        environment.choose_settings(chosen)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    setattr(argparse, "_", lambda text: PARSER_IN_CHINESE.get(text, text))  # noqa: B010 (it has no public door)
    command, rest = sys.argv[1:2], sys.argv[2:]
    if command in ([], ["--help"], ["-h"]) or (command == ["help"] and not rest):
        print(HELP, end="")
        return 0
    if command == ["help"]:
        ManagementUtility(["./luodi", "help", OUR_NAMES.get(rest[0], rest[0])]).execute()
        return 0
    return run(OUR_NAMES.get(command[0], command[0]), rest)


def run(command: str, arguments: list[str]) -> int:
    """Run one command; what it refuses is said in its own words, without the framework's prefix."""
    django.setup()
    if command not in get_commands():
        print(f"没有这个命令：{command}。./luodi help 列出常用的命令", file=sys.stderr)
        return 2
    try:
        # With --traceback the framework hands its errors to us instead of printing them.
        ManagementUtility(["./luodi", command, "--traceback", *arguments]).execute()
    except KeyboardInterrupt:
        return 130
    except SystemCheckError as refusal:
        print(refusal, file=sys.stderr)
        return refusal.returncode
    except (CommandError, Refusal) as refusal:
        print(refusal, file=sys.stderr)
        return getattr(refusal, "returncode", 1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
