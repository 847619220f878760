"""The text that the reader's tests read."""

TEXT = (
    "第一条 为了规范科技创新项目的申报，制定本办法。申报单位应当在三十日内提交申请书、预算表和承诺书。"
    "本办法所称创新项目，是指经工业和信息化部批准立项的研究项目。The project is funded for 3 years."
)
