"""Intake: sheets of people and vacancies become rows in staging, then records, and nothing of them is lost.

sheets, delimited, workbooks   a file becomes headings and rows of text
headings, fields               which column is which field
cells, values                  what a cell means, or why it cannot be read
understanding                  a row becomes values, what stays raw, and problems
knowing                        who is there already
staging                        the steps before anything is saved
echo                           exports that come back: cells that say what is recorded
news                           what a row says that the record does not say yet
saving, updating, undoing      one transaction, and its way back
rejects                        the rows to correct, as a file
"""
