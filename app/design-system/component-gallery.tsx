import { Badge } from '../components/badge.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CheckList } from '../components/check-list.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Facts } from '../components/facts.tsx'
import { SelectField, TextArea, TextField } from '../components/field.tsx'
import { Icon } from '../components/icon.tsx'
import { Notice } from '../components/notice.tsx'
import { Pagination } from '../components/pagination.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState, ErrorState, LoadingState } from '../components/states.tsx'
import { Table } from '../components/table.tsx'
import { LikenessMark } from '../identity/likeness-mark.tsx'

const rows = [
  { name: 'Ada Lovelace', orders: 12, revenue: '£1,204.50' },
  { name: 'Grace Hopper', orders: 3, revenue: '£98.00' },
]

/** Every component that is not a chart, in each of its moods. */
export function ComponentGallery() {
  return (
    <>
      <Card title="Buttons and badges">
        <div className="stack">
          <div className="row">
            <Button look="primary">
              <Icon name="check" />
              Primary
            </Button>
            <Button>Plain</Button>
            <Button look="quiet">Quiet</Button>
            <Button small>Small</Button>
            <Button disabled>Busy…</Button>
            <ButtonLink to="/design">A link</ButtonLink>
            <Dialog trigger="Open a dialog" title="A dialog">
              <p>Escape or the cross closes it, and the focus goes back to the button.</p>
            </Dialog>
          </div>
          <div className="row">
            <Badge>Plain</Badge>
            <Badge tone="accent">Accent</Badge>
            <Badge tone="good">Good</Badge>
            <Badge tone="warn">Warning</Badge>
            <Badge tone="bad">Bad</Badge>
            <Badge tone="info">Information</Badge>
          </div>
        </div>
      </Card>
      <Card title="Form fields">
        <div className="form-grid">
          <TextField label="Name" name="name" placeholder="Ada Lovelace" hint="As on the order" />
          <TextField
            label="E-mail"
            name="email"
            defaultValue="ada@example"
            error="The address has no ending."
          />
          <SelectField label="Channel" name="channel">
            <option>Web shop</option>
            <option>Store</option>
          </SelectField>
          <TextArea label="Note" name="note" hint="Why, for whoever reads this later" />
        </div>
      </Card>
      <Card title="Facts">
        <Facts
          facts={[
            { name: 'Revenue', value: '£2,951.95' },
            { name: 'Orders', value: '55' },
            { name: 'Last order', value: '21 Nov 2026' },
          ]}
        />
      </Card>
      <Card title="Table and pages">
        <Table
          caption="Two customers"
          rows={rows}
          rowKey={(row) => row.name}
          columns={[
            { key: 'name', label: 'Customer', cell: (row) => row.name },
            { key: 'orders', label: 'Orders', isNumber: true, cell: (row) => row.orders },
            { key: 'revenue', label: 'Revenue', isNumber: true, cell: (row) => row.revenue },
          ]}
        />
        <Pagination label="Pages of the sample" summary="2 of 3,412 on this page" nextHref="/design" />
      </Card>
      <Card title="Choice of views">
        <Segments
          label="Sample period"
          options={[
            { label: '7 days', to: '/design', isCurrent: true },
            { label: '30 days', to: '/design?days=30', isCurrent: false },
          ]}
        />
      </Card>
      <Card title="Choices that want to be seen">
        <CheckList
          legend="What is true?"
          type="radio"
          name="sample"
          options={[
            { value: 'one', label: 'One person', note: 'Merge them into one customer.', isChosen: true },
            { value: 'two', label: 'Different people', note: 'Keep them apart, for good.' },
          ]}
        />
      </Card>
      <Card title="How sides stand to each other">
        <div className="row">
          <LikenessMark likeness="same" />
          <LikenessMark likeness="partly" />
          <LikenessMark likeness="different" />
          <LikenessMark likeness="one-sided" />
        </div>
      </Card>
      <Card title="Notices">
        <div className="stack">
          <Notice>Dates are shown in the shop's time zone.</Notice>
          <Notice tone="warn">Both sides have an e-mail of their own.</Notice>
          <Notice tone="good">Everything that could be read is in.</Notice>
          <Notice tone="bad">The import stopped at row 1,204.</Notice>
        </div>
      </Card>
      <Card title="Empty, loading, error">
        <div className="stack">
          <EmptyState title="No imports yet" icon="imports">
            Upload an export of your shop, till or spreadsheet.
          </EmptyState>
          <LoadingState label="Loading a sample" lineCount={3} />
          <ErrorState title="Patron is not available">Try again in a moment.</ErrorState>
        </div>
      </Card>
    </>
  )
}
