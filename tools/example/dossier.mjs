// What the invented school says of itself. Group 1 comes to 63.5 points (level 2), group 2 to 82.5 (level 3).
import { school } from './school.mjs';

const media = { pdf: 'application/pdf', jpg: 'image/jpeg', png: 'image/png', csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' };

/** @param {(stored: string) => {sha256: string, size: number, crc32: number}} measured */
export function dossier(measured) {
  let number = 0;
  const evidence = (/** @type {string} */ type, /** @type {string} */ title, /** @type {string[]} */ items, /** @type {object} */ more) => ({
    id: `mc${++number}`, type, title, items, added_at: `2026-01-${String(5 + number).padStart(2, '0')}T02:15:00Z`, ...more,
  });
  const file = (/** @type {string} */ stored, /** @type {string} */ name) => ({
    ...measured(stored), name, media_type: media[/** @type {keyof media} */ (name.split('.').at(-1))],
  });
  const issued = (/** @type {string} */ number, /** @type {string} */ date, /** @type {string} */ excerpt) => ({ number, date, excerpt, signer: `${school.head}, Hiệu trưởng` });
  const person = (/** @type {string} */ name, /** @type {string} */ title, /** @type {string} */ phone, /** @type {string} */ mail) => ({ name, title, phone, email: `${mail}@doichimse.example` });
  const software = 'eTrường (phần mềm minh họa)';

  return {
    format: 'thuoc-dossier', version: 2, id: '7c1d2e3f5b0c9be7f6d94f0f9d8e4f0a', school_year: '2025-2026', pack: 'qd4725-gdpt@1',
    unit: {
      code: school.code, name: school.name, level: 'thcs', ownership: 'public',
      address: 'Thôn Vườn Ổi', commune: school.commune, province: school.province,
      phone: '0200 000 417', email: 'vanthu@doichimse.example', website: 'https://doichimse.example',
      head: person(school.head, 'Hiệu trưởng', '0200 000 418', 'hieutruong'),
      contact: person(school.it, 'Giáo viên Tin học, phụ trách CNTT', '0200 000 419', 'tinhoc'),
      receiver: 'UBND xã Đồi Chim Sẻ (qua Phòng Văn hóa - Xã hội)', receiver_email: 'vhxh@doichimse.example',
    },
    council: {
      decision_number: '03/QĐ-THCSĐCS', decision_date: '2026-01-05',
      members: [
        { name: school.head, position: 'Hiệu trưởng', role: 'chair', duties: ['1.1', '1.2', '2.1', '2.2'] },
        { name: school.deputy, position: 'Phó Hiệu trưởng', role: 'vice-chair', duties: ['1.6', '1.7'] },
        { name: school.it, position: 'Giáo viên Tin học', role: 'secretary', duties: ['1.3', '1.5', '2.4'] },
        { name: 'Vũ Thị Mai Phương', position: 'Tổ trưởng tổ Ngữ văn', role: 'member', duties: ['1.4'] },
        { name: 'Đỗ Thị Hạnh', position: 'Nhân viên kế toán, thiết bị', role: 'member', duties: ['2.3'] },
      ],
    },
    figures: { teachers: 38, staff: 6, classes: 18, 'pupils-th': 0, 'pupils-thcs': 702, 'pupils-thpt': 0, classrooms: 22,
      'computer-rooms': 2, 'computers-th': 0, 'computers-thcs': 46, 'computers-thpt': 0 },
    answers: {
      1.1: { yes: true },
      1.2: { yes: true },
      '1.3.1': { points: '6', solution: 'BigBlueButton', origin: 'self-built', note: 'Dùng cho tất cả các khối khi học sinh nghỉ vì mưa lũ và cho ôn tập buổi tối.' },
      '1.3.lms': { text: 'Moodle, cài trên máy chủ của nhà trường từ năm 2023', solution: 'Moodle', origin: 'self-built' },
      '1.3.2': { points: '5', note: '9/10 môn giao bài tự học hằng tuần.' },
      '1.3.3': { points: '4.5', note: 'Diễn đàn hỏi đáp của từng lớp; phần lớn câu hỏi được trả lời trong hai ngày.' },
      '1.3.4': { points: '4', note: 'Kiểm tra thường xuyên ở 6/10 môn.' },
      '1.3.5': { points: '2', note: 'Phụ huynh khối 6 và khối 7 đã có tài khoản; khối 8, khối 9 làm trong học kỳ II.' },
      1.4: { points: '6', count: 64, note: '64 học liệu đã được Hiệu trưởng duyệt trong danh mục tháng 11/2025.' },
      '1.5.1': { points: '12', solution: 'Moodle (mô-đun trắc nghiệm)', origin: 'self-built', note: 'Đã kiểm tra giữa kỳ môn Tin học, Tiếng Anh, Toán trên phòng máy.' },
      '1.5.2': { points: '0', note: 'Điểm còn nhập tay sang sổ điểm điện tử.' },
      '1.6.1': { numerator: 38, denominator: 38, points: '7' },
      '1.6.2': { numerator: 31, denominator: 38, points: '5.5' },
      '1.6.3': { numerator: 23, denominator: 38, points: '3.5' },
      '1.7.1': { numerator: 14, denominator: 22, points: '5', note: '8 phòng dãy nhà A chưa có màn hình; đã đưa vào kế hoạch mua sắm 2026.' },
      '1.7.2': { level: 2, points: '3', note: '46 máy cho hai phòng; lớp đông nhất 41 học sinh, mỗi máy không quá 2 em.' },
      '1.7.3': { yes: false, note: 'Đang dùng tạm phòng hội đồng để ghi hình.' },
      2.1: { yes: true },
      2.2: { yes: true },
      '2.3.1': { yes: true },
      '2.3.2': { points: '8', solution: software, origin: 'rented' },
      '2.3.3': { points: '10', solution: software, origin: 'rented', note: 'Học bạ điện tử cho cả bốn khối.' },
      '2.3.4': { points: '6.5', solution: software, origin: 'rented', note: 'Hồ sơ đào tạo, bồi dưỡng chưa nhập đủ.' },
      '2.3.5': { points: '6', solution: software, origin: 'rented', note: 'Tài sản mua trước năm 2020 chưa đưa hết vào phần mềm.' },
      '2.3.6': { points: '7', solution: software, origin: 'rented', note: 'Khám sức khỏe đầu năm đã nhập; tiêm chủng còn theo sổ giấy.' },
      '2.3.7': { points: '8', solution: software, origin: 'rented' },
      '2.3.8': { points: '8', note: 'Đồng bộ hằng tháng, không còn cảnh báo thiếu dữ liệu.' },
      '2.4.1': { points: '8', solution: software, origin: 'rented', note: '690/702 gia đình đã cài ứng dụng.' },
      '2.4.2': { points: '5', solution: 'Biểu mẫu đăng ký trên trang của nhà trường', origin: 'self-built', note: 'Mới đăng ký trực tuyến; hồ sơ gốc vẫn nộp tại trường.' },
      '2.4.3': { points: '8', solution: software, origin: 'rented' },
    },
    evidence: [
      evidence('document', 'Kế hoạch tổ chức dạy học trực tuyến', ['1.1'], {
        document: issued('45/KH-THCSĐCS', '2025-09-05', 'Tổ chức dạy học trực tuyến kết hợp với dạy học trực tiếp năm học 2025-2026'),
        file: file('mc01-ke-hoach-day-hoc-truc-tuyen.pdf', 'Kế hoạch dạy học trực tuyến 2025-2026.pdf') }),
      evidence('document', 'Quy chế tổ chức dạy học trực tuyến', ['1.2'], {
        document: issued('46/QĐ-THCSĐCS', '2025-09-08', 'Ban hành Quy chế tổ chức dạy học trực tuyến'),
        file: file('mc02-quy-che-day-hoc-truc-tuyen.pdf', 'Quy chế dạy học trực tuyến.pdf') }),
      evidence('link', 'Hệ thống học trực tuyến của trường', ['1.3.1', '1.3.lms', '1.3.2', '1.3.3', '1.3.4', '1.3.5', '1.5.1'], {
        url: 'https://lop.doichimse.example/', note: 'Tài khoản xem dành cho đoàn đánh giá: nhà trường cấp khi được yêu cầu.' }),
      evidence('file', 'Danh mục học liệu số đã duyệt', ['1.4'], { file: file('mc04-danh-muc-hoc-lieu-so.xlsx', 'Danh mục học liệu số.xlsx') }),
      evidence('file', 'Ảnh buổi kiểm tra trên phòng máy', ['1.5.1', '1.7.2'], { file: file('mc05-anh-phong-may.jpg', 'Kiểm tra trên phòng máy lớp 8A2.jpg') }),
      evidence('file', 'Danh sách giáo viên và kỹ năng số', ['1.6.1', '1.6.2', '1.6.3'], { file: file('mc06-danh-sach-giao-vien.csv', 'Danh sách giáo viên.csv') }),
      evidence('file', 'Biên bản kiểm kê phòng học', ['1.7.1'], { file: file('mc07-bien-ban-kiem-ke-phong-hoc.docx', 'Biên bản kiểm kê phòng học.docx') }),
      evidence('document', 'Quyết định thành lập Tổ công tác chuyển đổi số', ['2.1'], {
        document: issued('41/QĐ-THCSĐCS', '2025-08-25', 'Thành lập Tổ công tác chuyển đổi số năm học 2025-2026'),
        file: file('mc08-thanh-lap-to-chuyen-doi-so.pdf', 'QĐ thành lập Tổ công tác chuyển đổi số.pdf') }),
      evidence('document', 'Kế hoạch ứng dụng CNTT, chuyển đổi số', ['2.2'], {
        document: issued('47/KH-THCSĐCS', '2025-09-10', 'Ứng dụng công nghệ thông tin, chuyển đổi số năm học 2025-2026'),
        url: 'https://doichimse.example/van-ban/ke-hoach-47' }),
      evidence('document', 'Quy chế sử dụng phần mềm quản trị nhà trường', ['2.3.1'], {
        document: issued('52/QĐ-THCSĐCS', '2025-09-22', 'Ban hành Quy chế sử dụng hệ thống phần mềm quản trị nhà trường'),
        url: 'https://doichimse.example/van-ban/quy-che-52' }),
      evidence('file', 'Màn hình phần mềm quản trị nhà trường', ['2.3.2', '2.3.3', '2.3.4', '2.3.5', '2.3.6', '2.3.7'], {
        file: file('mc11-man-hinh-phan-mem.png', 'Màn hình phần mềm quản trị.png') }),
      evidence('link', 'Kết quả đồng bộ với cơ sở dữ liệu ngành', ['2.3.8'], { url: 'https://doichimse.example/chuyen-doi-so/dong-bo' }),
      evidence('link', 'Ứng dụng liên lạc và đăng ký tuyển sinh', ['2.4.1', '2.4.2'], { url: 'https://doichimse.example/gia-dinh' }),
      evidence('file', 'Tổng hợp thu không dùng tiền mặt', ['2.4.3'], { file: file('mc14-tong-hop-thu-khong-tien-mat.csv', 'Thu không dùng tiền mặt học kỳ I.csv') }),
    ],
    next_evidence: number + 1,
    difficulties: 'Một trong hai phòng máy đã dùng chín năm, máy hay hỏng khi nhiều lớp kiểm tra liền nhau.\nĐường truyền ở dãy nhà A chưa ổn định.',
    proposals: 'Đề nghị UBND xã hỗ trợ kinh phí thay 20 máy tính và lắp màn hình cho 8 phòng học.\nĐề nghị tập huấn giáo viên xây dựng học liệu số trong hè 2026.',
    history: [
      { at: '2026-01-06T02:10:00Z', pointer: '/unit/name', after: school.name },
      { at: '2026-01-22T08:41:00Z', pointer: '/answers/1.3.5/points', before: '3', after: '2' },
      { at: '2026-02-03T01:05:00Z', pointer: '/proposals', after: 'Đề nghị UBND xã hỗ trợ kinh phí thay 20 máy tính và lắp màn hình cho 8 phòng học.' },
    ],
  };
}
