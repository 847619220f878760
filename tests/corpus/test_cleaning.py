"""Every cleaning rule: what it removes, that it is counted, and what of real content it leaves alone."""

from __future__ import annotations

import pytest

from tests.corpus.make import read

PROSE = (
    "为贯彻落实党中央、国务院决策部署，加快发展未来产业，支撑推进新型工业化，现提出如下意见，请认真贯彻执行。"
)


@pytest.mark.parametrize(
    ("dirty", "clean", "rule"),
    [
        ("推動未來產(chǎn)業(yè)創(chuàng)新發(fā)展", "推動未來產業創新發展", "pinyin_gloss"),
        (
            "質(zhì)生產(chǎn)力是生產(chǎn)力,堅實(shí)有力(li)的",
            "質生產力是生產力,堅實有力的",
            "pinyin_gloss",
        ),
        ("他说?ldquo;好?rdquo;了", "他说“好”了", "entity_debris"),
        ("他说&ldquo;好&rdquo;&nbsp;了", "他说“好” 了", "entity_debris"),
        ("未\u200b来\ufeff产\ue000业", "未来产业", "invisible_characters"),
        ("到 2025 年建成 50 个", "到2025年建成50个", "spaces_in_text"),
        ("国 务 院 关 于 意见", "国务院关于 意见", "spaces_in_text"),
        ("５Ｇ网络２０２５", "5G网络2025", "full_width_forms"),
        ("⼯业和信息化", "工业和信息化", "compatibility_forms"),
        ("甲\xa0乙", "甲 乙", "odd_spaces"),
    ],
)
def test_repairs_inside_lines(dirty: str, clean: str, rule: str) -> None:
    document = read(f"{dirty}。\n{PROSE}")
    assert document.text.startswith(f"{clean}。")
    assert dict(document.cleaning)[rule] >= 1


@pytest.mark.parametrize(
    "text",
    [
        "扩展现实(XR)、人工智能(AI)和元宇宙(metaverse)",
        "氘（dāo）和氚（chuān）是氢的同位素",
        "饕餮(tāotiè)纹",
        "R&D;经费",
        "第一章　总　则",
        "第1条 本办法适用于5 G以外的网络。",
        "a?b;c",
        "联系人：张三 电话：010-12345678",
        "推广扫码乘车、扫码支付。",
        "主办单位：某某部 承办单位：某某市人民政府",
        "《关于……的通知》（国办发〔2024〕1号）",
    ],
)
def test_real_content_stays(text: str) -> None:
    document = read(f"某某通知\n{PROSE}\n{text}\n{PROSE}结束。\n某某部\n2024年1月1日")
    assert text in document.text


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("您现在的位置：首页 > 新闻中心 > 政策法规", "navigation"),
        ("首页 > 政务公开 > 政策文件", "navigation"),
        ("您好，欢迎访问某某网！", "navigation"),
        ("【字体：大 中 小】", "share_prompts"),
        ("打印本页 关闭窗口", "share_prompts"),
        ("分享到：微信 微博", "share_prompts"),
        ("微信扫一扫，关注我们的公众号", "share_prompts"),
    ],
)
def test_page_debris_above_the_text(line: str, rule: str) -> None:
    document = read(f"{line}\n某某部关于推动某某发展的意见\n{PROSE}\n{PROSE}再次强调。")
    assert line not in document.text
    assert dict(document.cleaning)[rule] == 1
    assert document.text.startswith("某某部关于推动某某发展的意见")


@pytest.mark.parametrize(
    ("tail", "rule"),
    [
        ("版权所有：某某部 京ICP备05000000号", "copyright"),
        (
            "主办单位：某某部办公厅 承办单位：某某部信息中心 网站标识码：bm00000001 京ICP备00000000号",
            "copyright",
        ),
        ("Copyright © 2024 All Rights Reserved", "copyright"),
        ("扫一扫在手机打开当前页", "share_prompts"),
        ("责任编辑：张三", "credits"),
        ("相关阅读\n某市出台新政策\n某省印发行动方案", "related_news"),
        ("上一篇：某某通知\n下一篇：没有了", "navigation"),
        ("返回顶部", "navigation"),
    ],
)
def test_page_debris_below_the_text(tail: str, rule: str) -> None:
    document = read(f"某某部关于推动某某发展的意见\n{PROSE}\n{PROSE}再次强调。\n{tail}")
    assert document.text.endswith("再次强调。")
    assert dict(document.cleaning)[rule] >= 1


def test_contact_lines_go_with_a_site_footer_and_stay_in_a_notice() -> None:
    footer = f"某某协会动态\n{PROSE}\n电话：010-88888888\n地址：北京市西城区\nCopyright 2020 版权所有"
    assert "电话" not in read(footer).text
    notice = f"某某部关于申报的通知\n{PROSE}\n联系人：张三\n电话：010-88888888\n某某部\n2024年1月1日"
    assert "电话：010-88888888" in read(notice).text


def test_teasers_of_other_articles_go() -> None:
    teaser = "“智能经济”这一全新概念首次写入政府工作报告，标志着行动正从起步区驶入深水区，在政策与市场的驱动下，一幅蓝图正加速展开，并连续"
    tail = "".join(f"\n\n另一篇文章的标题{number}\n\n{teaser}{number}" for number in range(4))
    document = read(f"某某意见\n\n{PROSE}\n\n{PROSE}完。\n\n【责任编辑：李某】{tail}")
    assert document.text.endswith("完。")
    assert dict(document.cleaning)["teasers"] == 8


def test_torn_lines_become_paragraphs() -> None:
    sentence = (
        "当前新一轮科技革命和产业变革加速演进重大前沿技术颠覆性技术持续涌现科技创新和产业发展融合不断加深，催生出元宇宙、人形机器人、脑机接口等新产业发展方向，"
        * 3
    )
    whole = [f"{sentence}大力培育未来产业。", f"{sentence}这是战略选择。"]
    wrapped = "\n".join(
        "\n".join(f"　　{line}"[i : i + 36] for i in range(0, len(line) + 2, 36)) for line in whole
    )
    assert read(f"某某专报\n{wrapped}").text.split("\n")[-2:] == whole


def test_a_page_break_tears_no_word() -> None:
    text = f"某某专报\n\n{PROSE[:-20]}多个细\n\n分赛道，将全面支撑推进新型工业化，加快形成新质生产力。\n\n{PROSE}"
    document = read(text)
    assert "多个细分赛道" in document.text
    assert dict(document.cleaning)["joined_lines"] == 1


def test_a_paragraph_that_stands_twice_in_a_row_stands_once() -> None:
    document = read(f"某某意见\n{PROSE}\n{PROSE}\n结束。")
    assert document.text.count(PROSE) == 1
    assert dict(document.cleaning)["duplicated_paragraphs"] == 1


@pytest.mark.parametrize("encoding", ["latin-1", "gb18030"])
def test_wrong_decoding_is_put_right_where_every_byte_is_there(encoding: str) -> None:
    words = "创新驱动发展战略，产业发展目标，未来产业。"
    try:
        wrong = words.encode().decode(encoding)
    except UnicodeDecodeError:  # an odd number of bytes: GBK needs pairs
        words = words[:-1]
        wrong = words.encode().decode(encoding)
    document = read(f"某某意见\n{wrong}\n{wrong}完\n{PROSE}")
    assert words in document.text
    assert dict(document.cleaning)["mojibake_repaired"] >= 1


@pytest.mark.parametrize("run", ["锟斤拷锟斤拷锟斤拷", "\ufffd\ufffd\ufffd", "烫烫烫烫烫烫", "?!兑庖姟钒凑?"])
def test_lost_words_are_marked_and_kept(run: str) -> None:
    document = read(f"某某意见\n{PROSE}产业发展的核心是技术突破{run}“技术创新”的思路。")
    assert run in document.text
    start = document.text.index(run)
    assert any(first <= start + 2 and last >= start + len(run) - 2 for first, last in document.damaged)


def test_a_clean_document_is_left_as_it_is() -> None:
    text = "某某部关于推动某某发展的意见\n\n某部发〔2024〕1号\n\n各有关单位：\n\n" + "\n\n".join(
        [PROSE, "一、总体要求", f"{PROSE}完。", "某某部\n2024年1月1日"]
    )
    document = read(text)
    assert document.text == text
    assert document.cleaning == ()
    assert document.damaged == ()


def test_traditional_script_stays() -> None:
    assert "產業創新發展" in read(f"工信部發文推動產業創新發展\n{PROSE}").text
