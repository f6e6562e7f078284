// The lists, the workbook and the document of the example: what they hold, and the XML around it.
import { school, teachers } from './school.mjs';

const mark = (/** @type {boolean} */ yes) => (yes ? 'x' : '');

export const teachersList = ['STT,Họ và tên,Môn,Có tài khoản bồi dưỡng,Khai thác được công cụ,Xây dựng được học liệu số',
  ...teachers.map((t, i) => [i + 1, t.name, t.subject, mark(t.account), mark(t.tools), mark(t.materials)].join(',')),
  `,Cộng,,${teachers.filter((t) => t.account).length},${teachers.filter((t) => t.tools).length},${teachers.filter((t) => t.materials).length}`,
].join('\r\n') + '\r\n';

export const paymentsList = ['Khoản thu,Số lượt thu,Trong đó không dùng tiền mặt,Tỉ lệ',
  'Nước uống học sinh,702,655,"93,3 %"', 'Gửi xe,418,402,"96,2 %"', 'Sổ liên lạc điện tử,690,690,"100 %"', 'Cộng,1810,1747,"96,5 %"'].join('\r\n') + '\r\n';

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const types = (/** @type {[string, string][]} */ parts) => `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.map(([name, type]) => `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`).join('')}</Types>`;
const relations = (/** @type {[string, string][]} */ targets) => `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.map(([target, type], i) => `<Relationship Id="rId${i + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`).join('')}</Relationships>`;
const escaped = (/** @type {string | number} */ text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;');

const materials = [
  ['STT', 'Học liệu', 'Môn, lớp', 'Dạng', 'Người làm', 'Ngày duyệt'],
  ...['Bài giảng phân số', 'Thí nghiệm ảo đo điện trở', 'Đọc hiểu truyện ngắn', 'Từ vựng theo chủ đề', 'Bản đồ các vùng kinh tế', 'Lập trình Scratch cơ bản',
    'Ngân hàng câu hỏi giữa kỳ', 'Vẽ kỹ thuật hình chiếu', 'Hát bè hai giọng', 'Kỹ thuật chạy bền'].map((title, i) =>
    [i + 1, title, `${teachers[i * 3].subject}, lớp ${6 + (i % 4)}`, ['Video', 'Tương tác', 'Trình chiếu'][i % 3], teachers[i * 3].name, `${String(10 + i)}/11/2025`]),
  ['', 'Danh mục đầy đủ có 64 học liệu, xem trên trang của nhà trường', '', '', '', ''],
];
const cell = (/** @type {string | number} */ value, /** @type {number} */ column, /** @type {number} */ row) => {
  const at = `${'ABCDEF'[column]}${row + 1}`;
  return typeof value === 'number' ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
};
export const materialsSheet = {
  '[Content_Types].xml': types([['/xl/workbook.xml', 'spreadsheetml.sheet.main'], ['/xl/worksheets/sheet1.xml', 'spreadsheetml.worksheet']]),
  '_rels/.rels': relations([['xl/workbook.xml', 'officeDocument']]),
  'xl/workbook.xml': `${xml}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Học liệu số" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relations([['worksheets/sheet1.xml', 'worksheet']]),
  'xl/worksheets/sheet1.xml': `${xml}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="1" max="1" width="6" customWidth="1"/><col min="2" max="2" width="42" customWidth="1"/><col min="3" max="6" width="22" customWidth="1"/></cols><sheetData>${materials.map((line, row) => `<row r="${row + 1}">${line.map((value, column) => cell(value, column, row)).join('')}</row>`).join('')}</sheetData></worksheet>`,
};

const paragraph = (/** @type {string} */ text, style = '') => `<w:p><w:pPr>${style}</w:pPr><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
const centred = '<w:jc w:val="center"/>';
export const minutesDocument = {
  '[Content_Types].xml': types([['/word/document.xml', 'wordprocessingml.document.main']]),
  '_rels/.rels': relations([['word/document.xml', 'officeDocument']]),
  'word/document.xml': `${xml}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${[
    paragraph('TRƯỜNG THCS ĐỒI CHIM SẺ', centred),
    paragraph('BIÊN BẢN', centred),
    paragraph('Kiểm kê phòng học có thiết bị trình chiếu và kết nối Internet', centred),
    paragraph('Hôm nay, ngày 15/12/2025, Tổ kiểm kê gồm các ông, bà:'),
    paragraph(`1. ${school.deputy}, Phó Hiệu trưởng;`), paragraph(`2. ${school.it}, giáo viên Tin học;`), paragraph('3. Đỗ Thị Hạnh, nhân viên thiết bị.'),
    paragraph('đã kiểm kê 22 phòng học và phòng bộ môn. Kết quả: 14 phòng có màn hình hoặc máy chiếu và kết nối Internet dùng được; 8 phòng chưa có, gồm các phòng 101 đến 108 của dãy nhà A.'),
    paragraph('Biên bản lập xong lúc 16 giờ cùng ngày, các thành viên cùng ký.'),
    paragraph('Văn bản minh họa của một trường không có thật, đi kèm phần mềm Thước.'),
  ].join('')}</w:body></w:document>`,
};
