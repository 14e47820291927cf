"""Papers an office signs: from frozen values to the bytes of a docx or a pdf.

A form lays its values out as a `Paper` (paper); one writer makes a docx of it (docx_writer), the
other a pdf (pdf_writer), so that both say the same. What a province may reword is `FormWords`.
"""
