// The papers and pictures of the example, as HTML for Chromium to print and to photograph.
import { readFileSync } from 'node:fs';
import { school } from './school.mjs';

// The page's own letters (tools/fonts.mjs), because they are cut small: a system font makes each paper 100 KB.
const font = (/** @type {number} */ weight) => `@font-face { font-family: Pro; font-weight: ${weight}; src: url(data:font/ttf;base64,${
  readFileSync(new URL(`../../build/fonts/be-vietnam-pro-${weight}.ttf`, import.meta.url)).toString('base64')}); }`;
const style = `${font(400)} ${font(600)}
  @page { size: A4; margin: 20mm 15mm 20mm 30mm; }
  body { font: 12pt/1.45 Pro; font-synthesis: none; margin: 0; } b, h1, h2, .sign div:last-child { font-weight: 600 !important; }
  .head { display: flex; justify-content: space-between; text-align: center; font-size: 10.5pt; line-height: 1.3; }
  .head b u, .head b { text-underline-offset: 4px; }
  h1 { font-size: 13pt; text-align: center; margin: 22pt 0 0; } h2 { font-size: 13pt; text-align: center; margin: 0 0 16pt; }
  p { margin: 0 0 6pt; text-indent: 1cm; text-align: justify; } p.i { font-style: italic; }
  .sign { margin-top: 14pt; display: flex; justify-content: space-between; } .sign div:last-child { text-align: center; font-weight: bold; }
  .to { font-size: 10pt; line-height: 1.3; } .name { margin-top: 56pt; }
  .sample { position: fixed; bottom: 0; left: 0; right: 0; text-align: center; font-size: 8pt; color: #666; }`;

/** @param {{number: string, date: [number, number, number], kind: string, about: string, grounds: string[], body: string[]}} paper */
function paper({ number, date: [d, m, y], kind, about, grounds, body }) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>${kind} ${number}</title><style>${style}</style>
<div class="head"><div>UBND XÃ ĐỒI CHIM SẺ<br><b><u>TRƯỜNG THCS ĐỒI CHIM SẺ</u></b><br>Số: ${number}</div>
<div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b style="font-size:11pt"><u>Độc lập - Tự do - Hạnh phúc</u></b><br>
<i style="font-size:11pt">Đồi Chim Sẻ, ngày ${two(d)} tháng ${two(m)} năm ${y}</i></div></div>
<h1>${kind}</h1><h2>${about}</h2>
${grounds.map((g) => `<p class="i">${g}</p>`).join('\n')}
${body.map((p) => `<p>${p}</p>`).join('\n')}
<div class="sign"><div class="to"><b><i>Nơi nhận:</i></b><br>- Các tổ chuyên môn;<br>- Lưu: VT.</div>
<div>HIỆU TRƯỞNG<div class="name">${school.head}</div></div></div>
<div class="sample">Văn bản minh họa của một trường không có thật, đi kèm phần mềm Thước.</div></html>`;
}

const ground = 'Căn cứ Quyết định số 4725/QĐ-BGDĐT ngày 30/12/2022 của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành Bộ chỉ số đánh giá mức độ chuyển đổi số của cơ sở giáo dục phổ thông và giáo dục thường xuyên;';
const request = (/** @type {string} */ who) => `Theo đề nghị của ${who},`;

export const papers = {
  'mc01-ke-hoach-day-hoc-truc-tuyen.pdf': paper({
    number: '45/KH-THCSĐCS', date: [5, 9, 2025], kind: 'KẾ HOẠCH', about: 'Tổ chức dạy học trực tuyến kết hợp với dạy học trực tiếp<br>năm học 2025-2026',
    grounds: [ground, 'Trường THCS Đồi Chim Sẻ xây dựng kế hoạch tổ chức dạy học trực tuyến như sau:'],
    body: ['<b>1. Mục đích.</b> Học sinh được học liên tục khi không thể đến trường; giáo viên giao bài, giải đáp và kiểm tra thường xuyên trên hệ thống của nhà trường.',
      '<b>2. Nội dung.</b> Mỗi môn tổ chức ít nhất hai chủ đề trực tuyến trong một học kỳ; bài giao tự học được trả trong ba ngày; phụ huynh theo dõi kết quả qua tài khoản riêng.',
      '<b>3. Tổ chức thực hiện.</b> Tổ trưởng chuyên môn duyệt học liệu; tổ Tin học hỗ trợ kỹ thuật; Phó Hiệu trưởng báo cáo kết quả hằng tháng./.'],
  }),
  'mc02-quy-che-day-hoc-truc-tuyen.pdf': paper({
    number: '46/QĐ-THCSĐCS', date: [8, 9, 2025], kind: 'QUYẾT ĐỊNH', about: 'Ban hành Quy chế tổ chức dạy học trực tuyến',
    grounds: [ground, request('Tổ trưởng tổ Toán - Tin')],
    body: ['<b>Điều 1.</b> Ban hành kèm theo Quyết định này Quy chế tổ chức dạy học trực tuyến của Trường THCS Đồi Chim Sẻ, gồm 4 chương, 14 điều.',
      '<b>Điều 2.</b> Quyết định có hiệu lực kể từ ngày ký.',
      '<b>Điều 3.</b> Các tổ chuyên môn, giáo viên, nhân viên và học sinh chịu trách nhiệm thi hành Quyết định này./.'],
  }),
  'mc08-thanh-lap-to-chuyen-doi-so.pdf': paper({
    number: '41/QĐ-THCSĐCS', date: [25, 8, 2025], kind: 'QUYẾT ĐỊNH', about: 'Thành lập Tổ công tác chuyển đổi số năm học 2025-2026',
    grounds: [ground, request('Phó Hiệu trưởng')],
    body: [`<b>Điều 1.</b> Thành lập Tổ công tác chuyển đổi số gồm 7 thành viên, do bà ${school.head}, Hiệu trưởng, làm Tổ trưởng; ông ${school.deputy}, Phó Hiệu trưởng, làm Tổ phó thường trực.`,
      '<b>Điều 2.</b> Tổ công tác chỉ đạo, phụ trách ứng dụng công nghệ thông tin, chuyển đổi số của nhà trường; họp mỗi tháng một lần.',
      '<b>Điều 3.</b> Các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.'],
  }),
};

const desk = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ s) => `<g transform="translate(${x} ${y}) scale(${s})">
  <rect x="-70" y="0" width="140" height="12" fill="#b98a5a"/><rect x="-64" y="12" width="10" height="60" fill="#8d673f"/><rect x="54" y="12" width="10" height="60" fill="#8d673f"/>
  <rect x="-42" y="-66" width="84" height="54" rx="4" fill="#20262e"/><rect x="-37" y="-61" width="74" height="43" fill="#7fb4e6"/>
  <rect x="-30" y="-54" width="44" height="5" fill="#fff"/><rect x="-30" y="-44" width="58" height="4" fill="#dceaf8"/><rect x="-30" y="-36" width="52" height="4" fill="#dceaf8"/>
  <rect x="-8" y="-12" width="16" height="12" fill="#20262e"/><circle cx="0" cy="44" r="17" fill="#2b2320"/><path d="M-26 100 q0 -40 26 -40 q26 0 26 40z" fill="#f4f6f8"/></g>`;
const rows = [[250, 0.55, 6], [350, 0.8, 5], [490, 1.15, 4]];
export const roomPicture = `<!DOCTYPE html><style>body{margin:0}</style><svg xmlns="http://www.w3.org/2000/svg" width="960" height="640">
  <defs><linearGradient id="w" x2="0" y2="1"><stop stop-color="#eef1e6"/><stop offset="1" stop-color="#d5dcc8"/></linearGradient>
  <linearGradient id="f" x2="0" y2="1"><stop stop-color="#b9a98e"/><stop offset="1" stop-color="#e2d4ba"/></linearGradient></defs>
  <rect width="960" height="240" fill="url(#w)"/><rect y="240" width="960" height="400" fill="url(#f)"/>
  <rect x="300" y="40" width="360" height="150" fill="#27523f" stroke="#8d673f" stroke-width="8"/>
  <text x="480" y="110" font-family="Liberation Sans" font-size="24" fill="#f4f6f8" text-anchor="middle">Phòng Tin học 1</text>
  <text x="480" y="146" font-family="Liberation Sans" font-size="18" fill="#dfe8e0" text-anchor="middle">Kiểm tra giữa kỳ – lớp 8A2</text>
  ${[60, 760].map((x) => `<rect x="${x}" y="50" width="140" height="120" fill="#bfe0f5" stroke="#fff" stroke-width="8"/><path d="M${x + 70} 50v120" stroke="#fff" stroke-width="6"/>`).join('')}
  ${rows.map(([y, s, n]) => Array.from({ length: n }, (_, i) => desk(480 + (i - (n - 1) / 2) * 175 * s * 1.15, y, s)).join('')).join('')}
  <text x="940" y="625" font-family="Liberation Sans" font-size="14" fill="#6b5f4c" text-anchor="end">Ảnh vẽ minh họa</text></svg>`;

const bars = [96, 91, 88, 84, 79, 73];
export const softwarePicture = `<!DOCTYPE html><meta charset="utf-8"><style>
  body { margin: 0; font: 15px "Liberation Sans", sans-serif; color: #223; display: grid; grid-template-columns: 200px 1fr; height: 340px; }
  nav { background: #14406b; color: #dce9f5; padding: 20px; line-height: 2.2; } main { padding: 24px 32px; } b { font-size: 19px; }
  td { padding: 9px 12px; border-bottom: 1px solid #dde3ea; } table { border-collapse: collapse; width: 100%; margin-top: 18px; }
  i { display: block; height: 12px; background: #2f7dc4; } small { color: #667; }</style>
  <nav><b>eTrường</b><br>Học sinh<br>Sổ điểm, học bạ<br>Đội ngũ<br>Cơ sở vật chất<br>Y tế học đường<br>Kế toán</nav>
  <main><b>Mức độ sử dụng các phân hệ – học kỳ I, 2025-2026</b><br><small>Trường THCS Đồi Chim Sẻ · phần mềm minh họa</small><table>
  ${['Quản lý học sinh', 'Sổ điểm, học bạ điện tử', 'Quản lý đội ngũ', 'Kế toán, tài chính', 'Y tế trường học', 'Cơ sở vật chất, tài sản'].map((name, i) =>
    `<tr><td width="240">${name}</td><td><i style="width:${bars[i]}%"></i></td><td width="60">${bars[i]} %</td></tr>`).join('')}
  </table></main>`;
