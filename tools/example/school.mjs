// The invented school: neither the place nor the people exist.
export const school = {
  name: 'Trường THCS Đồi Chim Sẻ', short: 'THCSĐCS', code: 'MH-0417', commune: 'xã Đồi Chim Sẻ', province: 'tỉnh Minh Họa',
  head: 'Lê Thị Hoài Thương', deputy: 'Phạm Quốc Bảo', it: 'Nguyễn Văn Tín',
};

const family = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ'];
const middle = ['Thị', 'Văn', 'Ngọc', 'Minh', 'Thanh', 'Thu', 'Đức'];
const given = ['An', 'Bình', 'Cường', 'Dung', 'Giang', 'Hà', 'Hiền', 'Khánh', 'Lan', 'Mai', 'Nam', 'Oanh', 'Phúc', 'Quỳnh', 'Sơn', 'Tâm', 'Uyên', 'Vinh', 'Yến'];
const subjects = ['Ngữ văn', 'Toán', 'Tiếng Anh', 'Khoa học tự nhiên', 'Lịch sử và Địa lí', 'Tin học', 'Công nghệ', 'Giáo dục công dân', 'Nghệ thuật', 'Giáo dục thể chất'];

/** 38 teachers: all have an account, 31 use tools, 23 make materials. */
export const teachers = Array.from({ length: 38 }, (_, i) => ({
  name: `${family[(i * 7) % family.length]} ${middle[(i * 5) % middle.length]} ${given[(i * 11) % given.length]}`,
  subject: subjects[i % subjects.length],
  account: true,
  tools: i % 5 !== 4,
  materials: (i * 23) % 38 < 23,
}));
