"""
Secrecy: what is stamped or declared a state secret is known by its marks, so that it never comes in.

1. The marks are words: Mật, Tối mật, Tuyệt mật, as a stamp stands on a paper, as a field declares it, as a file is named.
2. What is written to hide a mark (spaced letters, missing accents, letters of other alphabets) is read through.
3. The same words inside ordinary ones are ordinary: bảo mật, mật khẩu, mật độ xây dựng, Nguyễn Văn Mật.
4. It is a net for honest mistakes, no proof that something is not secret: a scan is a picture, and nothing here reads one.

A library without tables: `spelling` reads through disguises, `stamps` judges texts, `naming` names of files, `stopping`
says no. Free of Django.
"""
