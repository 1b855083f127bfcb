import request from 'supertest';
import { bearer, type ApiApp } from './api-app.js';

export const ARTICLE_TEXT = `Meta计划在2026年春季发布代号为Avocado的新模型,并从开源转向封闭,由公司出售访问权限。
公司承诺到2027年将在美国投入6000亿美元建设数据中心。
2025年10月,Meta的AI部门裁减了600个职位。`;
export const QUOTES = {
  closed: '并从开源转向封闭,由公司出售访问权限。',
  invest: '公司承诺到2027年将在美国投入6000亿美元建设数据中心。',
  layoff: '2025年10月,Meta的AI部门裁减了600个职位。',
} as const;

/** What an editor does, over HTTP. */
export function anEditor(api: ApiApp) {
  const http = () => request(api.app.getHttpServer());
  const post = (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    http().post(`/api/admin/${path}`).set({ ...bearer, ...headers }).send(body); // prettier-ignore
  const get = (path: string) => http().get(`/api/admin/${path}`).set(bearer);
  const patch = (path: string, body: object) => http().patch(`/api/admin/${path}`).set(bearer).send(body);
  const put = (path: string, body: object) => http().put(`/api/admin/${path}`).set(bearer).send(body);

  const remove = (path: string) => http().delete(`/api/admin/${path}`).set(bearer);

  const addArticle = async (given: object = {}) => {
    const body = {
      title: 'Meta换挡',
      text: ARTICLE_TEXT,
      sourceUrl: 'https://source.example/meta',
      publishedAt: '2025-12-12',
      ...given,
    };
    return (await post('articles', body).expect((r) => [200, 201].includes(r.status))).body;
  };
  const proposeShift = async (articleId: string, given: object = {}) =>
    (
      await post('shifts', {
        articleId,
        quotes: [QUOTES.closed],
        actor: { name: 'Meta' },
        kind: 'open_to_closed',
        from: '开源',
        to: '封闭',
        object: 'Avocado',
        modality: 'planned',
        ...given,
      }).expect(201)
    ).body;
  const confirmShift = async (id: string) => (await post(`shifts/${id}/confirm`).expect(200)).body;
  return { http, post, get, patch, put, remove, addArticle, proposeShift, confirmShift };
}
